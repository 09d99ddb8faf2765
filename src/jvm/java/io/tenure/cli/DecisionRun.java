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
import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Decides the customers of one source on all cores, writes the decisions in the order of the file, reports
/// invalid customers on the console, and counts.
final class DecisionRun {
    private static final int OUTPUT_BUFFER_BYTES = 1 << 16;

    /// More would hide the first ones, which mostly have the same cause.
    private static final int MAX_INVALID_SHOWN = 100;

    private final Console console;
    private final Clock clock;
    private final CompiledRuleset ruleset;
    private final OutputFormat format;
    private final OutputLabels labels;
    private final @Nullable Path out;
    private final DecisionIdGenerator ids = new DecisionIdGenerator.UuidV7Generator();
    private final DecisionSummary summary;
    private final CustomerSource.CustomerDays days = new CustomerSource.CustomerDays();
    private long rejectedCount;
    private long elapsedNanos;

    /// @param out where the decisions are written; null for the console
    DecisionRun(
            Console console,
            Clock clock,
            CompiledRuleset ruleset,
            OutputFormat format,
            OutputLabels labels,
            @Nullable Path out) {
        this.console = console;
        this.clock = clock;
        this.ruleset = ruleset;
        this.format = format;
        this.labels = labels;
        this.out = out;
        this.summary = new DecisionSummary(labels);
    }

    /// Decides all customers. The output file appears only once it is complete.
    void decide(CustomerSource customers, ProgressDisplay progress) throws IOException, UnreadableFileException {
        long startNanos = System.nanoTime();
        Path part = out == null ? null : out.resolveSibling(out.getFileName() + ".part");
        try (OutputStream target = new BufferedOutputStream(
                part == null ? new UncloseableOutputStream(console.out()) : Files.newOutputStream(part),
                OUTPUT_BUFFER_BYTES)) {
            ParallelPipeline.run(customers::next, this::decide, result -> {
                progress.advance(1);
                switch (unlessRepeated(result)) {
                    case CustomerResult.Decided decided -> {
                        summary.add(decided.result());
                        format.write(decided.output(), target);
                    }
                    case CustomerResult.Rejected rejected -> {
                        if (rejectedCount++ < MAX_INVALID_SHOWN) {
                            console.printError(rejected.message());
                        }
                    }
                }
            });
            format.finish(target);
        }
        if (rejectedCount > MAX_INVALID_SHOWN) {
            console.printError(Message.of("cli.invalid.others", "others", rejectedCount - MAX_INVALID_SHOWN));
        }
        elapsedNanos = System.nanoTime() - startNanos;
        if (part != null && out != null) {
            Files.move(part, out, StandardCopyOption.REPLACE_EXISTING);
        }
    }

    private CustomerResult unlessRepeated(CustomerResult result) {
        if (result instanceof CustomerResult.Decided decided) {
            InputFault fault = days.add(decided.result().customer(), decided.line());
            if (fault != null) {
                return new CustomerResult.Rejected(
                        decided.line(),
                        Objects.requireNonNull(decided.result().customer().getCustomerId()),
                        List.of(labels.localized(fault.message())));
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
