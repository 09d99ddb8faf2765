package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.NextBestAction;
import java.io.IOException;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// What the bundled rules do about a reason for leaving, stated or not.
class RemediesTest {
    private static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);

    /// Keaveney's reasons, and what removes each. Nothing keeps who has no choice.
    private static final Map<String, String> REMEDIES = Map.of(
            "PRICE", "SAVE_OFFER",
            "INCONVENIENCE", "EASIER_ACCESS",
            "CORE_FAILURE", "SERVICE_REPAIR",
            "ENCOUNTER", "SERVICE_REPAIR",
            "RESPONSE", "SERVICE_REPAIR",
            "COMPETITION", "RIVAL_COMPARISON",
            "ETHICS", "PERSONAL_EXPLANATION",
            "INVOLUNTARY", "UPDATE_DETAILS");

    private static CompiledRuleset compiled;

    @BeforeAll
    static void compile() throws IOException {
        compiled = Rulesets.bundled();
    }

    @Test
    void aStatedReasonIsRemovedInEveryStageAndNeitherAskedForNorThankedFor() {
        for (int purchases : List.of(2, 4, 20)) {
            REMEDIES.forEach((reason, remedy) -> {
                List<String> actions = actions(Map.of(
                        "purchaseCount",
                        purchases,
                        "firstPurchaseDate",
                        AS_OF.minusDays(20L + 25L * (purchases - 1)),
                        "lastPurchaseDate",
                        AS_OF.minusDays(20),
                        "volumePrior",
                        500.0,
                        "volumeCurrent",
                        500.0,
                        "unitMargin",
                        0.3,
                        "annualMargin",
                        900.0,
                        "churnReason",
                        reason,
                        "satisfaction",
                        3));
                assertThat(actions)
                        .as("%d purchases, %s", purchases, reason)
                        .contains(remedy)
                        .doesNotContain("FIND_CHURN_CAUSE", "THANK_CUSTOMER", "WELCOME", "CROSS_SELL_NEW_BUSINESS");
                if (!reason.equals("PRICE")) {
                    assertThat(actions).as("%d purchases", purchases).startsWith(remedy);
                }
            });
        }
    }

    @Test
    void aFailureOfOursIsRepairedAndASharpFallAskedAboutBeforeABondIsBuilt() {
        Map<String, Object> facts = new HashMap<>(Map.of(
                "purchaseCount",
                20,
                "firstPurchaseDate",
                AS_OF.minusDays(500),
                "lastPurchaseDate",
                AS_OF.minusDays(10),
                "customerType",
                "B2B",
                "volumePrior",
                1_000.0,
                "volumeCurrent",
                1_000.0,
                "repeatComplaints",
                2));
        assertThat(actions(facts, 5_000.0)).startsWith("SERVICE_REPAIR", "DEDICATED_REPRESENTATIVE");
        facts.remove("repeatComplaints");
        facts.put("volumeCurrent", 480.0);
        assertThat(actions(facts, 5_000.0)).startsWith("FIND_CHURN_CAUSE", "DEDICATED_REPRESENTATIVE");
    }

    @Test
    void aNewCustomerWhoIsOnlySilentGetsAReasonToBuyAgainAndNoRetentionOffer() {
        Map<String, Object> once = Map.of(
                "purchaseCount", 1, "firstPurchaseDate", AS_OF.minusDays(75), "lastPurchaseDate", AS_OF.minusDays(75));
        assertThat(actions(once))
                .startsWith("TRIAL_AND_REPEAT_INCENTIVE")
                .doesNotContain("SAVE_OFFER", "FIND_CHURN_CAUSE");
    }

    /// The customer usually buys every second year. A month later than usual is no reason to ask, half a year is, and
    /// neither is one for an offer.
    @Test
    void nothingIsOfferedToKeepACustomerAtElevatedRiskBeforeTheCauseIsKnown() {
        assertThat(actions(slowBuyer(760))).doesNotContain("FIND_CHURN_CAUSE", "SAVE_OFFER");
        assertThat(actions(slowBuyer(910))).startsWith("FIND_CHURN_CAUSE").doesNotContain("SAVE_OFFER");
    }

    private static Map<String, Object> slowBuyer(int silence) {
        return Map.of(
                "purchaseCount",
                3,
                "firstPurchaseDate",
                AS_OF.minusDays(silence + 1_460),
                "lastPurchaseDate",
                AS_OF.minusDays(silence));
    }

    @Test
    void aFallOfAttitudeAloneIsAskedAbout() {
        for (Map<String, Object> fall : List.<Map<String, Object>>of(
                Map.of("satisfaction", 3, "satisfactionPrior", 5),
                Map.of("loyaltyAttitude", 50.0, "loyaltyAttitudePrior", 75.0),
                Map.of("purchaseIntention", 3, "purchaseIntentionPrior", 8))) {
            Map<String, Object> facts = new HashMap<>(fall);
            facts.put("relationshipType", "CONTRACTUAL");
            facts.put("contractTermMonths", 12);
            facts.put("firstPurchaseDate", AS_OF.minusMonths(14));
            assertThat(actions(facts)).as("%s", fall).contains("FIND_CHURN_CAUSE");
            facts.keySet().removeIf(name -> name.endsWith("Prior"));
            assertThat(actions(facts)).as("%s", facts).doesNotContain("FIND_CHURN_CAUSE");
        }
    }

    @Test
    void aProspectOfLittleValueGetsOneInexpensiveInvitation() {
        assertThat(actions(Map.of("purchaseCount", 0), 60.0)).containsExactly("PERSUADE_FIRST_PURCHASE", "NO_ACTION");
        assertThat(actions(Map.of("purchaseCount", 0), 100.0)).startsWith("PERSUADE_FIRST_PURCHASE");
        assertThat(actions(Map.of("purchaseCount", 0), 15.0)).containsExactly("NO_ACTION");
    }

    private static List<String> actions(Map<String, Object> facts) {
        return actions(facts, 1_500.0);
    }

    private static List<String> actions(Map<String, Object> facts, double clv) {
        Map<String, Object> all = new HashMap<>(Map.of(
                "customerId", "C", "asOf", AS_OF, "relationshipType", "NON_CONTRACTUAL", "marketingConsent", true));
        all.putAll(facts);
        DecisionInput input = new DecisionInput(Customer.of(compiled.ruleset().dictionary(), all), Map.of("clv", clv));
        return DecisionPipeline.decide(compiled, input).orElseThrow().nextBestActions().stream()
                .map(NextBestAction::action)
                .toList();
    }
}
