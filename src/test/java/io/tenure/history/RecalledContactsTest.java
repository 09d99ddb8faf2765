package io.tenure.history;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.history.CustomerHistory.PastContact;
import io.tenure.lifecycle.Contact;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Dictionary;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Which stored contacts are added to those that the caller names: none is counted twice, and none is lost.
class RecalledContactsTest {
    private static final LocalDate AS_OF = LocalDate.parse("2026-06-30");
    private static final LocalDate DAY = LocalDate.parse("2026-06-20");
    private static final Dictionary DICTIONARY = Dictionary.standard();

    @Test
    void aContactByAnotherChannelOnTheSameDayIsAnotherContact() {
        assertThat(recalled(List.of(stored("EMAIL"), stored("PHONE")), named("EMAIL")))
                .extracting(Contact::channel)
                .containsExactly("PHONE");
        assertThat(recalled(List.of(stored("PHONE")), named("EMAIL"))).hasSize(1);
    }

    @Test
    void oneThatIsNamedStandsForOneThatIsStored() {
        assertThat(recalled(List.of(stored("EMAIL"), stored("EMAIL")), named("EMAIL")))
                .hasSize(1);
        assertThat(recalled(List.of(stored("EMAIL"), stored("EMAIL")), named("EMAIL"), named("EMAIL")))
                .isEmpty();
    }

    @Test
    void anUnknownChannelMayBeAnyButTakesNoneThatIsNamed() {
        assertThat(recalled(List.of(stored("EMAIL")), named(null))).isEmpty();
        assertThat(recalled(List.of(stored("EMAIL"), stored("PHONE")), named(null), named("EMAIL")))
                .isEmpty();
        assertThat(recalled(List.of(stored("PHONE"), stored("EMAIL")), named("EMAIL"), named(null)))
                .isEmpty();
    }

    private static PastContact stored(@Nullable String channel) {
        return new PastContact(DAY, channel, "CROSS_SELL", true);
    }

    private static Contact named(@Nullable String channel) {
        return new Contact(DAY, 10, channel, "CROSS_SELL");
    }

    private static List<Contact> recalled(List<PastContact> stored, Contact... named) {
        Customer customer = Customer.of(DICTIONARY, Map.of("asOf", AS_OF), List.of(), Arrays.asList(named), List.of());
        CustomerHistory history = new CustomerHistory(new byte[16], null, 0, List.of(), stored, null);
        return RecalledFacts.of(
                        DICTIONARY, new DecisionInput(customer, Map.of()), CustomerHistorySummary.of(history, AS_OF))
                .contacts();
    }
}
