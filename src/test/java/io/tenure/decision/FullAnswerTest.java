package io.tenure.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import io.tenure.engine.UncheckedRuleset;
import io.tenure.record.DecisionLog;
import io.tenure.record.RecordSettings;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.release.ActiveRulesets;
import io.tenure.release.CheckPool;
import io.tenure.release.CompiledRulesetCache;
import io.tenure.release.DraftChecker;
import io.tenure.release.ReleaseHistory;
import io.tenure.response.DecisionIdGenerator;
import jakarta.inject.Inject;
import java.io.IOException;
import java.time.Clock;
import java.util.Locale;
import java.util.UUID;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// An answer with its explanation is one decision: a rule that fails when it runs again fails nothing that is stored.
@QuarkusTest
class FullAnswerTest {
    private static final String RUN = FullAnswerTest.class.getName();

    private static final String FAILS_THE_SECOND_TIME = """
            package tenure.rules;
            import io.tenure.lifecycle.*;
            rule "fails the second time" agenda-group "stage" when $d : Decision()
            then
                if (System.setProperty("%s", "") != null) { throw new IllegalStateException(); }
                $d.setStage("STABLE");
            end
            """.formatted(RUN);

    @Inject
    ActiveRuleset active;

    @Inject
    CompiledRulesetCache rulesetCache;

    @Inject
    ReleaseHistory releases;

    @Inject
    DraftChecker drafts;

    @Inject
    CheckPool checks;

    @Inject
    DecisionLog log;

    @Inject
    StoredDecisions storedDecisions;

    @Inject
    RecordSettings settings;

    @Inject
    DecisionMetrics metrics;

    @Inject
    RuleFailures failures;

    @Inject
    DecisionIdGenerator ids;

    @Inject
    Clock clock;

    @AfterEach
    void forgetTheRun() {
        System.clearProperty(RUN);
    }

    @Test
    void aFullAnswerIsDecidedOnce() throws IOException {
        ActiveRuleset failing = ActiveRulesets.of(new CompiledRelease(
                active.current().orElseThrow().release(), UncheckedRuleset.of(FAILS_THE_SECOND_TIME)));
        DecisionService service = new DecisionService(
                failing,
                new CustomerReaders(failing, log, clock),
                new RulesetSelection(failing, rulesetCache, releases, drafts, clock),
                checks,
                log,
                storedDecisions,
                settings,
                metrics,
                failures,
                ids,
                clock);
        byte[] body = """
                {"customerId": "full-answer-%s", "asOf": "2026-06-30", "explain": "full", "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 7}}
                """.formatted(UUID.randomUUID()).getBytes(UTF_8);

        DecideResult result = service.decide(DecisionService.IncomingRequest.of(body, "caller", null, Locale.ENGLISH));

        assertThat(result).isInstanceOf(DecideResult.Decided.class);
        JsonNode answer = new ObjectMapper().readTree(((DecideResult.Decided) result).json());
        assertThat(answer.at("/explanation/outcomes").findValuesAsText("outcome"))
                .contains("stage");
        assertThat(log.find(UUID.fromString(answer.get("decisionId").textValue())))
                .isPresent();
        assertThat(service.decide(DecisionService.IncomingRequest.of(body, "caller", null, Locale.ENGLISH)))
                .isInstanceOf(DecideResult.RuleFailed.class);
    }
}
