package io.tenure.record;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.tenure.EncryptionKeysForTests;
import io.tenure.bundle.ContactLimit;
import io.tenure.encryption.PayloadCipher;
import io.tenure.response.ContactReservation;
import io.tenure.storage.Database;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HexFormat;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/// Groups of decisions, stored by several instances at once.
@QuarkusTest
class BatchInsertTest {
    @Inject
    Database database;

    @Inject
    Erasures erasures;

    private final PayloadCipher cipher = EncryptionKeysForTests.cipher("1:encryption");
    private final String name = "recorder-" + UUID.randomUUID() + "-";

    @Test
    void aContactReservedForANewCustomerCountsFromTheFirst() throws Exception {
        ContactReservation contact = new ContactReservation("EMAIL", "CROSS_SELL");
        DecisionRow first = Rows.of(cipher, name, now(), null, contact);
        DecisionRow same = Rows.of(cipher, name, now(), null, contact);
        DecisionRow later = Rows.of(cipher, name, now(), null, contact);
        DecisionRow without = Rows.of(cipher, name, now());
        assertThat(write(List.of(first, same, without))).containsExactlyInAnyOrder(first.id(), without.id());
        // It is based on a version that has changed meanwhile.
        assertThat(write(List.of(later))).isEmpty();
        assertThat(count("customer where pseudonym = '%s' and contact_version = 1".formatted(pseudonym(name))))
                .isEqualTo(1);
        assertThat(count("contact where decision in ('%s', '%s', '%s')".formatted(first.id(), same.id(), later.id())))
                .isEqualTo(1);
        assertThat(count("decision where id in ('%s', '%s')".formatted(same.id(), later.id())))
                .isZero();
    }

    /// Not by the day on which it is asked.
    @Test
    void contactsAreRecalledByTheDayThatIsDecided() throws Exception {
        DecisionRow reserved = Rows.of(cipher, name, now(), null, new ContactReservation("EMAIL", "CROSS_SELL"));
        write(List.of(reserved));
        for (int days : List.of(0, ContactLimit.MAX_DAYS - 1, ContactLimit.MAX_DAYS)) {
            CustomerHistoryQuery.Lookup lookup = new CustomerHistoryQuery.Lookup(
                    reserved.pseudonym(), reserved.asOf().plusDays(days), null);
            assertThat(database.transaction(c -> CustomerHistoryQuery.read(c, List.of(lookup)))
                            .getFirst()
                            .contacts())
                    .as("%s days later", days)
                    .hasSize(days < ContactLimit.MAX_DAYS ? 1 : 0);
        }
    }

    @Test
    void aRequestWhoseReservationConflictsMayStillBeAnswered() throws Exception {
        write(List.of(Rows.of(cipher, name, now(), null, new ContactReservation("EMAIL", "CROSS_SELL"))));
        NewDecision.IdempotentRequest request = new NewDecision.IdempotentRequest("caller", name, new byte[] {1});
        DecisionRow conflicting = Rows.of(cipher, name, now(), request, new ContactReservation("EMAIL", "UPSELL"));
        DecisionRow again = Rows.of(cipher, name, now(), request, null);
        DecisionRow late = Rows.of(cipher, name, now(), request, null);
        assertThat(write(List.of(conflicting))).isEmpty();
        assertThat(write(List.of(again))).containsExactly(again.id());
        assertThat(write(List.of(late))).isEmpty();
    }

    @Test
    void instancesThatStoreTheSameNewCustomersWaitForEachOtherWithoutADeadlock() throws Exception {
        List<Callable<Integer>> instances = new ArrayList<>();
        for (int instance = 0; instance < 3; instance++) {
            int seed = instance;
            instances.add(() -> {
                int written = 0;
                Random random = new Random(seed);
                for (int group = 0; group < 60; group++) {
                    int round = group;
                    List<DecisionRow> rows = new ArrayList<>(IntStream.range(0, 20)
                            .mapToObj(i -> Rows.of(
                                    cipher,
                                    name + (round + i),
                                    now(),
                                    null,
                                    i % 4 == 0 ? new ContactReservation("EMAIL", "UPSELL") : null))
                            .toList());
                    Collections.shuffle(rows, random);
                    written += write(rows).size();
                }
                return written;
            });
        }
        int written = atOnce(instances).stream().mapToInt(i -> i).sum();
        assertThat(count("decision d join customer c on c.number = d.customer where c.pseudonym in (%s)"
                        .formatted(pseudonyms(80))))
                .isEqualTo(written);
        assertThat(count("contact t join customer c on c.number = t.customer where c.pseudonym in (%s)"
                        .formatted(pseudonyms(80))))
                .isEqualTo(sum("contact_version", "customer where pseudonym in (%s)".formatted(pseudonyms(80))));
        assertThat(count("customer where pseudonym in (%s)".formatted(pseudonyms(79))))
                .isEqualTo(79);
    }

    @Test
    void nothingIsTiedToACustomerWhoIsErasedWhileDecisionsAreStored() throws Exception {
        int customers = 3;
        List<UUID> ids = Collections.synchronizedList(new ArrayList<>());
        List<Callable<Integer>> instances = new ArrayList<>();
        for (int instance = 0; instance < 2; instance++) {
            instances.add(() -> {
                for (int group = 0; group < 150; group++) {
                    List<DecisionRow> rows = IntStream.range(0, 6)
                            .mapToObj(i -> Rows.of(cipher, name + i % customers, now()))
                            .toList();
                    rows.forEach(row -> ids.add(row.id()));
                    assertThat(write(rows)).hasSize(6);
                }
                return 0;
            });
        }
        instances.add(() -> {
            int erased = 0;
            for (int i = 0; i < 90; i++) {
                erased += erasures.erase(name + i % customers, "test").decisions() > 0 ? 1 : 0;
                Thread.sleep(2);
            }
            return erased;
        });
        assertThat(atOnce(instances).getLast()).isPositive();
        String ours = "d.id in ('%s')"
                .formatted(String.join("', '", ids.stream().map(UUID::toString).toList()));
        assertThat(count("decision d where " + ours)).isEqualTo(1_800);
        assertThat(count("decision d left join customer c on c.number = d.customer where " + ours
                        + " and d.encrypted_payload is not null and c.number is null"))
                .isZero();
        assertThat(count("decision d join customer c on c.number = d.customer join erasure e on e.pseudonym ="
                        + " c.pseudonym where "
                        + ours + " and d.decided_at < e.erased_at"))
                .isZero();
        assertThat(count("timeline t left join customer c on c.number = t.customer where c.number is null and"
                        + " t.decision in (select id from decision d where " + ours + ")"))
                .isZero();
    }

    private static <T> List<T> atOnce(List<Callable<T>> tasks) throws Exception {
        try (ExecutorService threads = Executors.newFixedThreadPool(tasks.size())) {
            List<T> results = new ArrayList<>();
            for (Future<T> future : threads.invokeAll(tasks)) {
                results.add(future.get());
            }
            return results;
        }
    }

    private Set<UUID> write(List<DecisionRow> rows) throws Exception {
        try (Connection connection = database.connection()) {
            return BatchInsert.write(connection, rows);
        }
    }

    private static Instant now() {
        return Instant.now().truncatedTo(ChronoUnit.MILLIS);
    }

    private String pseudonyms(int customers) {
        return String.join(
                ", ",
                IntStream.range(0, customers)
                        .mapToObj(i -> "'" + pseudonym(name + i) + "'")
                        .toList());
    }

    private String pseudonym(String customer) {
        return "\\x" + HexFormat.of().formatHex(cipher.pseudonym(customer));
    }

    private int count(String what) {
        return sum("1", what);
    }

    private int sum(String value, String what) {
        return database.list(r -> r.getInt(1), "select coalesce(sum(%s), 0) from %s".formatted(value, what))
                .getFirst();
    }
}
