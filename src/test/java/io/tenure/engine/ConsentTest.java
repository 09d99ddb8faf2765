package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.Exclusion;
import io.tenure.lifecycle.Hit;
import io.tenure.lifecycle.NextBestAction;
import java.io.IOException;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// Consent to marketing, in general and by channel, as `rules/consent.drl` protects it.
class ConsentTest {
    private static final List<@Nullable Boolean> ANSWERS = Arrays.asList(null, true, false);
    private static final Map<String, Object> PROSPECT = Map.of("purchaseCount", 0);
    /// A stable customer with an open complaint.
    private static final Map<String, Object> COMPLAINING = Map.of(
            "purchaseCount", 9, "lastPurchaseDate", LocalDate.of(2026, 6, 20), "openComplaints", 1, "satisfaction", 4);

    private static CompiledRuleset bundled;

    @BeforeAll
    static void compile() throws IOException {
        bundled = Rulesets.bundled();
    }

    /// The invitation of a prospect goes by e-mail, or else by text message.
    @Test
    void anActionUsesTheFirstOfItsChannelsThatTheCustomerAllowsWhateverIsKnown() {
        for (Boolean general : ANSWERS) {
            for (Boolean email : ANSWERS) {
                for (Boolean sms : ANSWERS) {
                    for (Boolean phone : ANSWERS) {
                        boolean allows = Boolean.TRUE.equals(general);
                        String expected = (email == null ? allows : email)
                                ? "EMAIL"
                                : (sms == null ? allows : sms) ? "SMS" : "none";

                        DecisionResult decided = decide(
                                PROSPECT,
                                answers(
                                        "marketingConsent",
                                        general,
                                        "consentEmail",
                                        email,
                                        "consentSms",
                                        sms,
                                        "consentPhone",
                                        phone));

                        assertThat(channelOf("PERSUADE_FIRST_PURCHASE", decided))
                                .as("general %s, e-mail %s, text message %s, phone %s", general, email, sms, phone)
                                .isEqualTo(expected);
                        assertThat(decided.excluded().stream()
                                        .filter(e -> e.action().equals("PERSUADE_FIRST_PURCHASE"))
                                        .map(Exclusion::rule)
                                        .distinct()
                                        .toList())
                                .isEqualTo(expected.equals("none") ? List.of("E2") : List.of());
                    }
                }
            }
        }
    }

    /// Tables of eligibility can only exclude: even without them nobody is written to who refused.
    @Test
    void noTableUndoesARefusal() {
        Ruleset ruleset = bundled.ruleset();
        CompiledRuleset withoutTables = new Engine()
                .compile(ruleset.withTables(ruleset.tables().stream()
                        .filter(table -> !table.phase().equals("eligibility"))
                        .toList()))
                .orElseThrow();

        DecisionResult decided = decide(withoutTables, PROSPECT, answers("marketingConsent", false));

        assertThat(channelOf("PERSUADE_FIRST_PURCHASE", decided)).isEqualTo("none");
        assertThat(decided.excluded()).extracting(Exclusion::rule).containsOnly("E2");
        assertThat(decided.nextBestActions())
                .extracting(NextBestAction::action)
                .doesNotContain("PERSUADE_FIRST_PURCHASE");
    }

    @Test
    void eachChannelThatIsRefusedIsARuleThatSaysSo() {
        DecisionResult decided =
                decide(PROSPECT, answers("marketingConsent", true, "consentEmail", false, "consentSms", false));

        assertThat(decided.excluded())
                .filteredOn(e -> e.action().equals("PERSUADE_FIRST_PURCHASE"))
                .extracting(e -> e.reason().in(Locale.ENGLISH), e -> e.reason().in(Locale.CHINESE))
                .containsExactlyInAnyOrder(
                        tuple("no consent to marketing by e-mail", "客户未同意通过电子邮件接收营销"),
                        tuple("no consent to marketing by text message", "客户未同意通过短信接收营销"));
        assertThat(decided.hits())
                .filteredOn(hit -> hit.origin().name().equals("E2 no consent to marketing by e-mail"))
                .extracting(Hit::wrote)
                .contains(Map.of("excluded", "PERSUADE_FIRST_PURCHASE", "excludedChannel", "EMAIL"));
    }

    @Test
    void aReplyToAComplaintNeedsNoConsentToMarketing() {
        assertThat(channelOf(
                        "COMPLAINT_RECOVERY",
                        decide(COMPLAINING, answers("marketingConsent", false, "consentPhone", false))))
                .isEqualTo("PHONE");
    }

    private static String channelOf(String action, DecisionResult decided) {
        return decided.nextBestActions().stream()
                .filter(a -> a.action().equals(action))
                .map(NextBestAction::channel)
                .findFirst()
                .orElse("none");
    }

    /// Names and answers by turns; what is null is unknown.
    private static Map<String, Object> answers(@Nullable Object... namesAndAnswers) {
        Map<String, Object> answers = new HashMap<>();
        for (int i = 0; i < namesAndAnswers.length; i += 2) {
            Object answer = namesAndAnswers[i + 1];
            if (answer != null) {
                answers.put(String.valueOf(namesAndAnswers[i]), answer);
            }
        }
        return answers;
    }

    private static DecisionResult decide(Map<String, Object> customer, Map<String, Object> answers) {
        return decide(bundled, customer, answers);
    }

    private static DecisionResult decide(
            CompiledRuleset ruleset, Map<String, Object> customer, Map<String, Object> answers) {
        Map<String, Object> facts = new HashMap<>(customer);
        facts.putAll(answers);
        facts.putAll(
                Map.of("customerId", "C01", "asOf", LocalDate.of(2026, 6, 30), "relationshipType", "NON_CONTRACTUAL"));
        return DecisionPipeline.decide(
                        ruleset,
                        new DecisionInput(Customer.of(ruleset.ruleset().dictionary(), facts), Map.of("clv", 200.0)))
                .orElseThrow();
    }
}
