package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.input.CustomerReader;
import io.tenure.lifecycle.DecisionOutcomes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Pricing terms, the rating of channel members, segments and the care that customers choose: what the bundled
/// workbooks decide with outcomes and facts of a site's own.
class TermsTest {
    private static CompiledRuleset compiled;

    @BeforeAll
    static void compile() throws IOException {
        compiled = Rulesets.bundled();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', nullValues = "-", textBlock = """
            # credit | funds | coverage | rating         | discount | days to pay
            80       | 4     | 0.6      | KEY_MEMBER     | 0.12     | 60
            80       | 4     | 0.3      | CAPABLE_MEMBER | 0.08     | 30
            60       | 2     | 0.6      | BASIC_MEMBER   | 0.05     | 30
            30       | 4     | 0.6      | AT_RISK_MEMBER | 0        | 0
            80       | 0.5   | 0.6      | AT_RISK_MEMBER | 0        | 0
            -        | 4     | 0.6      | NOT_RATED      | 0        | 30
            """)
    void creditFundsAndCoverageRateAChannelMember(
            String credit, String funds, String coverage, String rating, double discount, int days) {
        Map<String, Object> outcomes =
                decide("{}", """
                {"channelMember": true, "creditScore": %s, "fundsMonths": %s, "coverage": %s}""".formatted(credit, funds, coverage)).getOutcome();
        assertThat(outcomes)
                .containsEntry("channelRating", rating)
                .containsEntry("customerDiscount", discount)
                .containsEntry("paymentDays", days);
    }

    @Test
    void priceFollowsValueVolumePaymentAndSeason() {
        String facts = """
                {"volumeCurrent": %s, "volumePrior": 1000, "purchaseCount": 9, "recencyDays": 10}""";
        String attributes = """
                {"paymentCycleDays": %s, "season": "%s"}""";
        assertThat(decide(facts.formatted(900), attributes.formatted(25, "PEAK_SEASON"))
                        .getOutcome())
                .containsEntry("volumeDiscount", 0.0)
                .containsEntry("paymentDiscount", 0.0)
                .containsEntry("seasonDiscount", 0.0);
        assertThat(decide(facts.formatted(1_000), attributes.formatted(10, "MID_SEASON"))
                        .getOutcome())
                .containsEntry("volumeDiscount", 0.03)
                .containsEntry("paymentDiscount", 0.02)
                .containsEntry("seasonDiscount", 0.02);
        assertThat(decide(facts.formatted(5_000), attributes.formatted(10, "LOW_SEASON"))
                        .getOutcome())
                .containsEntry("volumeDiscount", 0.06)
                .containsEntry("seasonDiscount", 0.05);
    }

    @Test
    void segmentsHaveFourBases() {
        Map<String, Object> outcomes = decide("""
                {"purchaseCount": 12, "recencyDays": 10, "averagePurchaseValue": 300, "priceSensitivity": "HIGH"}""", """
                {"age": 40, "householdSize": 4, "settlement": "TOWN", "distanceKm": 20, "categories": 4}""").getOutcome();
        assertThat(outcomes)
                .containsEntry("demographicSegment", "FAMILY")
                .containsEntry("geographicSegment", "COUNTRYSIDE")
                .containsEntry("behaviouralSegment", "BROAD_BUYER")
                .containsEntry("psychographicSegment", "BARGAIN_SEEKER");
    }

    @Test
    void theCareThatTheCustomerChoseGoesBeforeThatOfTheStage() {
        String stable = """
                {"purchaseCount": 9, "recencyDays": 10, "openComplaints": %s}""";
        assertThat(decide(stable.formatted(0), "{}").getCareType()).isEqualTo("AFTER_PURCHASE");
        String chosen = """
                {"chosenCare": "USAGE_TRAINING"}""";
        assertThat(decide(stable.formatted(0), chosen).getCareType()).isEqualTo("USAGE_TRAINING");
        assertThat(decide(stable.formatted(1), chosen).getCareType()).isEqualTo("SERVICE_RECOVERY");
    }

    private static DecisionOutcomes decide(String facts, String attributes) {
        String request = """
                {"customerId": "C", "asOf": "2026-06-30", "facts": %s, "attributes": %s}""".formatted(
                        facts.replaceFirst(
                                "\\{", "{\"relationshipType\": \"NON_CONTRACTUAL\"" + (facts.equals("{}") ? "" : ", ")),
                        attributes);
        return DecisionPipeline.decide(
                        compiled,
                        new CustomerReader(compiled.ruleset(), Rulesets.CLOCK)
                                .read(request.getBytes(StandardCharsets.UTF_8))
                                .orElseThrow())
                .orElseThrow()
                .decision();
    }
}
