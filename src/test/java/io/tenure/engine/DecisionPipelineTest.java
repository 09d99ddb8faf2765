package io.tenure.engine;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.lifecycle.Contact;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.DecisionResult;
import io.tenure.lifecycle.NextBestAction;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The contact policy of the bundle that ships, on the way that every decision takes.
class DecisionPipelineTest {
    private static final LocalDate TODAY = LocalDate.of(2026, 6, 30);

    private static CompiledRuleset shipped;

    @BeforeAll
    static void compile() throws IOException {
        shipped = Rulesets.bundled();
    }

    @Test
    void whoWasContactedTodayIsLeftAlone() {
        DecisionResult decided = decide("SMS", new Contact(TODAY, 0, "EMAIL", "PREFERENCE_DISCOVERY"));

        assertThat(decided.nextBestActions()).extracting(NextBestAction::action).containsExactly("NO_ACTION");
        assertThat(decided.excluded())
                .filteredOn(e -> e.action().equals("PERSUADE_FIRST_PURCHASE"))
                .singleElement()
                .satisfies(e -> {
                    assertThat(e.rule()).isEqualTo("K1");
                    assertThat(e.reason().in(Locale.ENGLISH))
                            .isEqualTo("daily contact limit (1 contact in the last 1 day, at most 1)");
                    assertThat(Objects.requireNonNull(e.limit()).workbook()).isEqualTo("settings.xlsx");
                    assertThat(Objects.requireNonNull(e.limit()).sheet()).isEqualTo("Contacts");
                    assertThat(Objects.requireNonNull(e.limit()).row()).isEqualTo(2);
                });
    }

    @Test
    void aChannelUsedUpGivesWayToTheNext() {
        Contact monday = new Contact(TODAY.minusDays(3), 3, "SMS", "PREFERENCE_DISCOVERY");
        Contact lastWeek = new Contact(TODAY.minusDays(7), 7, "SMS", "PREFERENCE_DISCOVERY");

        assertThat(decide("SMS", lastWeek).nextBestActions().getFirst())
                .extracting(NextBestAction::action, NextBestAction::channel)
                .containsExactly("PERSUADE_FIRST_PURCHASE", "SMS");
        assertThat(decide("SMS", monday).nextBestActions().getFirst())
                .extracting(NextBestAction::action, NextBestAction::channel)
                .containsExactly("PERSUADE_FIRST_PURCHASE", "EMAIL");
    }

    /// Worked customer C01: a prospect.
    private static DecisionResult decide(String preference, Contact contact) {
        Map<String, Object> facts = Map.of(
                "customerId",
                "C01",
                "asOf",
                TODAY,
                "relationshipType",
                "NON_CONTRACTUAL",
                "purchaseCount",
                0,
                "marketingConsent",
                true,
                "channelPreference",
                preference);
        Customer customer = Customer.of(shipped.ruleset().dictionary(), facts, List.of(), List.of(contact), List.of());
        return DecisionPipeline.decide(shipped, new DecisionInput(customer, Map.of("clv", 200.0)))
                .orElseThrow();
    }
}
