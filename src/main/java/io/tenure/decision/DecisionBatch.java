package io.tenure.decision;

import io.tenure.decision.DecisionService.IncomingRequest;
import io.tenure.finding.Checked;
import io.tenure.input.DecisionRequest;
import io.tenure.input.Json;
import io.tenure.input.RulesetChoice;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.jspecify.annotations.Nullable;

/// Many requests for decisions, one a line, decided at once by one ruleset and answered in their order.
///
/// Each line is decided and stored as a request of its own. At most [#MAX_AT_ONCE] lines are in memory: no more are
/// read before the first of them is answered, and its answer taken. They are decided on virtual threads, which run on
/// all cores and wait for the record together, so that it stores them in groups; lines of one customer one after the
/// other, since each is decided with what is on record of those before.
public final class DecisionBatch {
    /// As many as the record stores in one group.
    static final int MAX_AT_ONCE = 256;

    /// Lines of this size together are enough to keep all cores busy.
    private static final long MAX_BYTES_AT_ONCE = 8 << 20;

    /// Takes the answers to the lines, one after the other.
    public interface Answers {
        /// @param line from 1
        void decided(long line, DecideResult result) throws IOException;

        /// The line is longer than allowed.
        void tooLong(long line) throws IOException;

        /// Deciding failed by a defect of this program.
        void failed(long line, Throwable failure) throws IOException;

        /// The batch has more lines than allowed; those from this one on are not decided.
        void tooMany(long line) throws IOException;

        /// Reading failed; the lines from this one on are not decided.
        void unreadable(long line, IOException failure) throws IOException;

        /// Nothing follows soon.
        void flush() throws IOException;
    }

    /// How the lines are decided.
    ///
    /// @param caller name of the user who sent them
    /// @param idempotencyKey the caller's own name for the batch, by which each line has one; null for none
    /// @param language of the answers
    /// @param maxLines of the batch
    /// @param maxLineBytes of one line
    public record Terms(
            String caller, @Nullable String idempotencyKey, Locale language, long maxLines, int maxLineBytes) {}

    private final DecisionService service;
    private final CompiledRelease release;
    private final RulesetChoice choice;

    /// A line that is being decided.
    ///
    /// @param customerId null where it is unknown
    private record Pending(
            long line,
            int bytes,
            @Nullable String customerId,
            @Nullable Future<DecideResult> result) {}

    /// The lines that are not answered yet.
    private static final class Waiting {
        private final Deque<Pending> inOrder = new ArrayDeque<>();
        private final Map<String, Future<DecideResult>> lastOfCustomer = new HashMap<>();
        private long bytes;

        boolean isEmpty() {
            return inOrder.isEmpty();
        }

        boolean isFull() {
            return inOrder.size() >= MAX_AT_ONCE || bytes >= MAX_BYTES_AT_ONCE;
        }

        void add(Pending pending) {
            inOrder.add(pending);
            bytes += pending.bytes();
            if (pending.customerId() != null && pending.result() != null) {
                lastOfCustomer.put(pending.customerId(), pending.result());
            }
        }

        Pending remove() {
            Pending first = inOrder.remove();
            bytes -= first.bytes();
            if (first.customerId() != null && first.result() != null) {
                lastOfCustomer.remove(first.customerId(), first.result());
            }
            return first;
        }
    }

    private DecisionBatch(DecisionService service, CompiledRelease release, RulesetChoice choice) {
        this.service = service;
        this.release = release;
        this.choice = choice;
    }

    /// A batch, all of whose lines are decided by the ruleset that is found now.
    public static Checked<DecisionBatch, DecideResult.Refusal> open(DecisionService service, RulesetChoice choice) {
        return service.find(choice).then(release -> Checked.valid(new DecisionBatch(service, release, choice)));
    }

    /// Decides all lines.
    ///
    /// @throws IOException if an answer can't be delivered; what isn't decided yet is given up then
    public void run(InputStream in, Terms terms, Answers answers) throws IOException {
        BatchLines lines = new BatchLines(in, terms.maxLineBytes());
        Waiting waiting = new Waiting();
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            try {
                IOException unreadable = submitAll(lines, terms, threads, waiting, answers);
                while (!waiting.isEmpty()) {
                    answer(waiting.remove(), answers);
                }
                if (unreadable != null) {
                    answers.unreadable(lines.nextNumber(), unreadable);
                } else if (lines.nextNumber() > terms.maxLines() && lines.hasNext()) {
                    answers.tooMany(lines.nextNumber());
                }
                answers.flush();
            } finally {
                // After success nothing is left; after a failure nobody waits for the rest.
                threads.shutdownNow();
            }
        }
    }

    /// @return why the lines could not be read to their end; null where they were, or there are too many
    private @Nullable IOException submitAll(
            BatchLines lines, Terms terms, ExecutorService threads, Waiting waiting, Answers answers)
            throws IOException {
        while (lines.nextNumber() <= terms.maxLines()) {
            BatchLines.Line line;
            try {
                line = waiting.isFull() ? null : lines.next(waiting.isEmpty());
            } catch (IOException failure) {
                return failure;
            }
            if (line != null) {
                waiting.add(submit(line, terms, threads, waiting));
            } else if (!waiting.isEmpty()) {
                answer(waiting.remove(), answers);
                if (waiting.isEmpty()) {
                    answers.flush();
                }
            } else {
                return null;
            }
        }
        return null;
    }

    private Pending submit(BatchLines.Line line, Terms terms, ExecutorService threads, Waiting waiting) {
        byte[] utf8 = line.utf8();
        if (utf8 == null) {
            return new Pending(line.number(), 0, null, null);
        }
        String key = terms.idempotencyKey() == null ? null : terms.idempotencyKey() + "/" + line.number();
        DecisionRequest content = DecisionRequest.ofLine(Json.parse(utf8), choice);
        IncomingRequest request = new IncomingRequest(utf8, content, terms.caller(), key, terms.language());
        Future<DecideResult> earlier = waiting.lastOfCustomer.get(content.customerId());
        return new Pending(line.number(), utf8.length, content.customerId(), threads.submit(() -> {
            if (earlier != null) {
                awaitEnd(earlier);
            }
            return service.decideBy(release, request);
        }));
    }

    private static void awaitEnd(Future<DecideResult> earlier) throws InterruptedException {
        try {
            earlier.get();
        } catch (ExecutionException _) {
            // Told in the answer to that line.
        }
    }

    private static void answer(Pending pending, Answers answers) throws IOException {
        Future<DecideResult> result = pending.result();
        if (result == null) {
            answers.tooLong(pending.line());
            return;
        }
        DecideResult decided;
        try {
            decided = result.get();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            throw new InterruptedIOException();
        } catch (ExecutionException failed) {
            answers.failed(pending.line(), failed);
            return;
        }
        answers.decided(pending.line(), decided);
    }
}
