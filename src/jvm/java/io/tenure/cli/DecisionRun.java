package io.tenure.cli;

import io.tenure.csv.UnreadableFileException;
import io.tenure.engine.CompiledRuleset;
import io.tenure.engine.DecisionPipeline;
import io.tenure.engine.RuleFailure;
import io.tenure.finding.Checked;
import io.tenure.input.CustomerSource;
import io.tenure.input.InputFault;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.replay.ParallelPipeline;
import io.tenure.report.OutputLabels;
import io.tenure.response.DecisionIdGenerator;
import io.tenure.response.DecisionResponse;
import io.tenure.text.Message;
import java.io.BufferedOutputStream;
import java.io.Closeable;
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Decides customers on all cores, writes the decisions in the order of the files, reports invalid customers on the
/// console, and counts.
///
/// With a file for the decisions, two stand beside it: one names the customers who could not be decided and why, and
/// one, written last, says that all is complete.
final class DecisionRun implements Closeable {
    private static final int OUTPUT_BUFFER_BYTES = 1 << 16;

    /// More would hide the first ones, which mostly have the same cause.
    private static final int MAX_INVALID_SHOWN = 100;

    private static final String INCOMPLETE = ".part";

    private final Console console;
    private final Clock clock;
    private final CompiledRuleset ruleset;
    private final OutputFormat format;
    private final OutputLabels labels;
    private final @Nullable Path out;
    private final OutputStream target;
    private final @Nullable RejectedCustomers rejectedCustomers;
    private final DecisionIdGenerator ids = new DecisionIdGenerator.UuidV7Generator();
    private final DecisionSummary summary;
    private final CustomerSource.CustomerDays days = new CustomerSource.CustomerDays();
    private final Instant started;
    private final long startNanos = System.nanoTime();
    private final List<Path> files = new ArrayList<>();
    private long rejectedCount;
    private long elapsedNanos;

    /// @param out where the decisions are written; null for the console
    DecisionRun(
            Console console,
            Clock clock,
            CompiledRuleset ruleset,
            OutputFormat format,
            OutputLabels labels,
            @Nullable Path out)
            throws IOException {
        this.console = console;
        this.clock = clock;
        this.ruleset = ruleset;
        this.format = format;
        this.labels = labels;
        this.out = out;
        this.summary = new DecisionSummary(labels);
        this.started = clock.instant();
        if (out != null) {
            Files.deleteIfExists(beside(out, RunManifest.ENDING));
        }
        this.target = new BufferedOutputStream(
                out == null
                        ? new UncloseableOutputStream(console.out())
                        : Files.newOutputStream(beside(out, INCOMPLETE)),
                OUTPUT_BUFFER_BYTES);
        this.rejectedCustomers = out == null ? null : RejectedCustomers.open(beside(out, RejectedCustomers.ENDING));
    }

    private static Path beside(Path file, String ending) {
        return file.resolveSibling(file.getFileName() + ending);
    }

    /// Decides the customers of one file, which may be one of several.
    ///
    /// @param isOneOfMany whether messages have to name the file
    /// @param afterEach called after each customer
    void decide(CustomerSource customers, Path file, boolean isOneOfMany, Runnable afterEach)
            throws IOException, UnreadableFileException {
        files.add(file);
        ParallelPipeline.run(customers::next, this::decide, result -> {
            afterEach.run();
            switch (unlessRepeated(result, isOneOfMany)) {
                case CustomerResult.Decided decided -> {
                    summary.add(decided.result());
                    format.write(decided.output(), target);
                }
                case CustomerResult.Rejected rejected -> {
                    if (rejectedCount++ < MAX_INVALID_SHOWN) {
                        Message message = rejected.message();
                        console.printError(
                                isOneOfMany
                                        ? Message.of("cli.invalid.in-file", "file", file.toString(), "message", message)
                                        : message);
                    }
                    if (rejectedCustomers != null) {
                        rejectedCustomers.add(file, rejected);
                    }
                }
            }
        });
    }

    /// Ends the output. Its files appear only now that they are complete.
    void finish() throws IOException {
        format.finish(target);
        target.close();
        if (rejectedCount > MAX_INVALID_SHOWN) {
            console.printError(Message.of("cli.invalid.others", "others", rejectedCount - MAX_INVALID_SHOWN));
        }
        elapsedNanos = System.nanoTime() - startNanos;
        if (out != null && rejectedCustomers != null) {
            rejectedCustomers.finish();
            Files.move(beside(out, INCOMPLETE), out, StandardCopyOption.REPLACE_EXISTING);
            new RunManifest(
                            files.stream().map(Path::toString).toList(),
                            out.toString(),
                            beside(out, RejectedCustomers.ENDING).toString(),
                            ruleset.ruleset().hash(),
                            summary.decidedCount(),
                            rejectedCount,
                            started.toString(),
                            elapsedNanos / 1e9)
                    .write(beside(out, RunManifest.ENDING));
        }
    }

    @Override
    public void close() throws IOException {
        try (format;
                rejectedCustomers) {
            target.close();
        } finally {
            if (out != null) {
                Files.deleteIfExists(beside(out, INCOMPLETE));
            }
        }
    }

    private CustomerResult unlessRepeated(CustomerResult result, boolean isOneOfMany) {
        if (result instanceof CustomerResult.Decided decided) {
            InputFault fault = days.add(decided.result().customer(), decided.line());
            if (fault != null) {
                return new CustomerResult.Rejected(
                        decided.line(),
                        Objects.requireNonNull(decided.result().customer().getCustomerId()),
                        // The line is one of this file or of another.
                        List.of(labels.localized(isOneOfMany ? Message.of("cli.invalid.repeated") : fault.message())));
            }
        }
        return result;
    }

    private CustomerResult decide(CustomerSource.Entry entry) {
        return switch (entry.reading().get()) {
            case Checked.Invalid(List<InputFault> faults) ->
                new CustomerResult.Rejected(
                        entry.line(),
                        entry.customerId(),
                        faults.stream().map(f -> labels.localized(f.message())).toList());
            case Checked.Valid(DecisionInput input, var _) ->
                switch (DecisionPipeline.decide(ruleset, input)) {
                    case Checked.Invalid(List<RuleFailure> failures) ->
                        new CustomerResult.Rejected(
                                entry.line(),
                                Objects.requireNonNull(input.customer().getCustomerId()),
                                failures.stream()
                                        .map(f -> labels.localized(f.message()))
                                        .toList());
                    case Checked.Valid(DecisionResult result, var _) -> {
                        Instant now = clock.instant();
                        yield new CustomerResult.Decided(
                                entry.line(),
                                result,
                                format.format(
                                        DecisionResponse.notStored(ids.next(now), now, ruleset.ruleset(), result)));
                    }
                };
        };
    }

    /// The customers who could not be decided.
    long rejectedCount() {
        return rejectedCount;
    }

    DecisionSummary summary() {
        return summary;
    }

    /// How many customers were decided, how fast, and how many could not be.
    Message summaryLine() {
        double seconds = Math.max(elapsedNanos, 1) / 1e9;
        return Message.of(
                "cli.run.summary",
                "decided",
                summary.decidedCount(),
                "seconds",
                seconds,
                "rate",
                (summary.decidedCount() + rejectedCount) / seconds,
                "invalid",
                rejectedCount);
    }

    /// A stream that stays open when the streams around it are closed.
    private static final class UncloseableOutputStream extends FilterOutputStream {
        UncloseableOutputStream(OutputStream out) {
            super(out);
        }

        @Override
        public void write(byte[] bytes, int from, int length) throws IOException {
            out.write(bytes, from, length);
        }

        @Override
        public void close() throws IOException {
            flush();
        }
    }
}
