package io.tenure.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.tenure.EncryptionKeysForTests;
import io.tenure.encryption.PayloadCipher;
import io.tenure.history.CustomerHistory;
import io.tenure.storage.Database;
import jakarta.inject.Inject;
import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

@QuarkusTest
class CustomerHistoryQueryTest {
    @Inject
    Database database;

    private final PayloadCipher cipher = EncryptionKeysForTests.cipher("1:encryption");
    private final String customer = "history-" + UUID.randomUUID();

    @Test
    void contactsAreReadUpTo400DaysBeforeTheDayThatIsDecidedWhateverTodayIs() {
        DecisionRow row = Rows.of(cipher, customer, Instant.now());
        database.transaction(c -> BatchInsert.write(c, List.of(row)));
        for (String day : List.of("2019-11-27", "2019-11-28", "2020-12-31", "2021-06-01")) {
            database.transaction(c -> Database.execute(
                    c,
                    "insert into contact (customer, contact_date, action, decision, made)"
                            + " select customer, ?::date, 'A' || ?, id, true from decision where id = ?",
                    day,
                    day,
                    row.id()));
        }
        // One group decides several days of one customer, and another customer.
        List<CustomerHistory> histories = database.transaction(c -> CustomerHistoryQuery.read(
                c,
                List.of(
                        lookup(customer, "2022-06-01"),
                        lookup(customer, "2020-12-31"),
                        lookup("nobody", "2020-12-31"),
                        lookup(customer, "2026-06-01"))));
        assertThat(histories.stream().map(CustomerHistoryQueryTest::days))
                .containsExactly("2021-06-01", "2019-11-28 2020-12-31 2021-06-01", "", "");
    }

    private CustomerHistoryQuery.Lookup lookup(String name, String asOf) {
        return new CustomerHistoryQuery.Lookup(cipher.pseudonym(name), LocalDate.parse(asOf), null);
    }

    private static String days(CustomerHistory history) {
        return String.join(
                " ",
                history.contacts().stream()
                        .map(contact -> contact.date().toString())
                        .toList());
    }
}
