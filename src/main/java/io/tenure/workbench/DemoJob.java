package io.tenure.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenure.api.FeedbackRecorder;
import io.tenure.bundle.Ruleset;
import io.tenure.decision.DecideResult;
import io.tenure.decision.DecisionService;
import io.tenure.decision.DecisionService.IncomingRequest;
import io.tenure.demo.Demonstration;
import io.tenure.feedback.StageCounts;
import io.tenure.http.Problem;
import jakarta.inject.Singleton;
import java.io.IOException;
import java.time.Clock;
import java.time.LocalDate;
import java.util.Locale;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.atomic.AtomicInteger;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jspecify.annotations.Nullable;

/// Fills an empty instance with the customers of the demonstration, by the services that decide and store everybody
/// else. Only where `tenure.demo.enabled` says so, as `./tenure run` does.
@Singleton
final class DemoJob {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /// Threads that decide at once.
    private static final int CALLERS = 4;

    private final boolean enabled;
    private final DecisionService decisions;
    private final FeedbackRecorder feedback;
    private final StageCounts counts;
    private final Clock clock;

    /// The latest on this instance.
    private @Nullable PageJob<Integer> job;

    DemoJob(
            @ConfigProperty(name = "tenure.demo.enabled") boolean enabled,
            DecisionService decisions,
            FeedbackRecorder feedback,
            StageCounts counts,
            Clock clock) {
        this.enabled = enabled;
        this.decisions = decisions;
        this.feedback = feedback;
        this.counts = counts;
        this.clock = clock;
    }

    boolean isEnabled() {
        return enabled;
    }

    /// Whether it can be begun: where it is enabled, and nobody is on record.
    boolean isOffered() {
        return enabled && isEmpty();
    }

    private boolean isEmpty() {
        LocalDate today = LocalDate.now(clock);
        return counts.flows(today, today).isEmpty();
    }

    /// The one that was begun last; null where none was.
    synchronized @Nullable PageJob<Integer> latest() {
        return job;
    }

    /// Begins it, unless it runs or can't be begun.
    ///
    /// @param customers beside the worked examples
    /// @param caller in whose name the customers are decided
    synchronized void begin(int customers, Ruleset ruleset, String caller, Locale locale) {
        if (job != null && job.state().underWay() || !isOffered()) {
            return;
        }
        Demonstration demonstration = new Demonstration(customers, LocalDate.now(clock), ruleset);
        PageJob<Integer> begun =
                new PageJob<>(progress -> run(demonstration, new OwnService(caller, locale), progress));
        job = begun;
        Thread.ofPlatform().daemon().name("demonstration").start(begun);
    }

    private static int run(Demonstration demonstration, OwnService service, PageJob.Progress progress) {
        AtomicInteger done = new AtomicInteger();
        try {
            demonstration.run(service, CALLERS, () -> progress.report(done.incrementAndGet(), demonstration.steps()));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        } catch (ExecutionException e) {
            throw new IllegalStateException(e);
        }
        return demonstration.decisions();
    }

    /// This service itself.
    private final class OwnService implements Demonstration.Service {
        private final String caller;
        private final Locale locale;

        OwnService(String caller, Locale locale) {
            this.caller = caller;
            this.locale = locale;
        }

        @Override
        public JsonNode decide(JsonNode request) throws IOException {
            byte[] body = MAPPER.writeValueAsBytes(request);
            return switch (decisions.decide(IncomingRequest.of(body, caller, null, locale))) {
                case DecideResult.Decided(byte[] json, Locale _) -> MAPPER.readTree(json);
                case DecideResult.Refusal why ->
                    throw new IllegalStateException(
                            "Not decided: " + why.getClass().getSimpleName());
            };
        }

        @Override
        public void report(String decision, JsonNode reported) throws IOException {
            byte[] body = MAPPER.writeValueAsBytes(reported);
            if (feedback.record(UUID.fromString(decision), body, caller)
                    instanceof FeedbackRecorder.Result.Rejected(Problem problem)) {
                throw new IllegalStateException("Not stored: " + problem.code());
            }
        }
    }
}
