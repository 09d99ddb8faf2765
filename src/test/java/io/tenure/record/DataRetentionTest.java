package io.tenure.record;

import static io.tenure.UsersForTests.as;
import static io.tenure.UsersForTests.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.tenure.EncryptionKeysForTests;
import io.tenure.encryption.PayloadCipher;
import io.tenure.storage.Database;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import org.junit.jupiter.api.Test;

/// How long data is kept and with which keys it is encrypted, on a service that was given a new key next to its old
/// one.
@QuarkusTest
@TestProfile(DataRetentionTest.NewKeyProfile.class)
class DataRetentionTest {
    /// Key 2 encrypts; key 1 only decrypts.
    public static final class NewKeyProfile implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tenure.record.encryption-keys", EncryptionKeysForTests.numbered("2:new,1:encryption"));
        }
    }

    @Inject
    Database database;

    @Inject
    MonthlyPartitions partitions;

    @Inject
    RecordSettings settings;

    @Inject
    Erasures erasures;

    private final PayloadCipher oldCipher = EncryptionKeysForTests.cipher("1:encryption");
    private final PayloadCipher newCipher = EncryptionKeysForTests.cipher("2:new");
    private final String customer = "keeping-" + UUID.randomUUID();

    @Test
    void oldRowsAreDecryptedAndEncryptedAgainSoThatTheOldKeyCanBeRemoved() throws Exception {
        List<UUID> old = new ArrayList<>();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        // More than one batch, over more than one month.
        for (int i = 0; i < 450; i++) {
            DecisionRow row = row(now.minus(i % 3 * 40L, ChronoUnit.DAYS).minusMillis(i), oldCipher);
            partitions.ensure(row.decidedAt());
            write(row);
            old.add(row.id());
        }
        as("viewer")
                .get("/api/v1/decisions/" + old.getFirst())
                .then()
                .statusCode(200)
                .body("answer", equalTo(old.getFirst().toString()));
        Response decided = given().contentType("application/json")
                .body("""
                    {"customerId": "%s", "asOf": "2026-03-01",
                     "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 0}}
                    """.formatted(customer))
                .post("/api/v1/decisions");
        assertThat(decided.statusCode()).isEqualTo(200);

        as("viewer").post("/api/v1/history/key-rotation").then().statusCode(403);
        assertThat(as("olga").get("/api/v1/history/key-rotation").jsonPath().getLong("remaining"))
                .isGreaterThanOrEqualTo(450);
        as("olga").post("/api/v1/history/key-rotation").then().statusCode(202).body("currentKey", equalTo(2));
        // Once more does no harm, nor does another instance.
        as("olga").post("/api/v1/history/key-rotation").then().statusCode(202);
        new KeyRotation(database, EncryptionKeysForTests.cipher("2:new,1:encryption"), partitions).run();
        Response progress = as("olga").get("/api/v1/history/key-rotation");
        for (int i = 0; i < 600 && progress.jsonPath().getBoolean("running"); i++) {
            Thread.sleep(100);
            progress = as("olga").get("/api/v1/history/key-rotation");
        }
        assertThat(progress.jsonPath().getLong("remaining"))
                .as(progress.asString())
                .isZero();
        assertThat(progress.jsonPath().getMap("rowsByKey")).containsOnlyKeys("2");

        // The old key is removed now.
        for (UUID id : old) {
            byte[] opened = database.first(
                            r -> newCipher.decrypt(id, r.getInt(1), r.getBytes(2)),
                            "select key_number, encrypted_payload from decision where id = ?",
                            id)
                    .orElseThrow();
            assertThat(new String(DecisionPayload.of(opened).response(), StandardCharsets.UTF_8))
                    .contains(id.toString());
        }
    }

    @Test
    void aMonthIsCreatedThoughTheDatabaseBecomesUnavailableMeanwhile() throws Exception {
        database.transaction(c -> {
            partitions.drop(c, MonthlyPartitions.of(Instant.now()));
            return 0;
        });
        CompletableFuture<Response> decided;
        try (Connection holding = database.connection()) {
            holding.setAutoCommit(false);
            Database.list(holding, _ -> 0, "select pg_advisory_xact_lock(hashtext('tenure_partitions'))");
            decided = CompletableFuture.supplyAsync(this::decide);
            // Disconnected while it waits to create the month, as when the server stops.
            for (int i = 0; i < 400 && ended(holding) == 0; i++) {
                Thread.sleep(10);
            }
        }
        decided.join().then().statusCode(200);
    }

    @Test
    void aMonthThatAnotherInstanceHasDroppedIsCreatedAgain() throws Exception {
        decide().then().statusCode(200);
        String month = MonthlyPartitions.of(Instant.now()).toString().replace('-', '_');
        execute("drop table decision_" + month);
        decide().then().statusCode(200);
    }

    private Response decide() {
        return given().contentType("application/json")
                .body("""
                    {"customerId": "%s", "asOf": "2026-03-01",
                     "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 0}}
                    """.formatted(customer))
                .post("/api/v1/decisions");
    }

    /// Ends whoever waits for a lock in this database; how many there were.
    private static int ended(Connection connection) throws SQLException {
        return Database.list(connection, _ -> 0, """
            select pg_terminate_backend(pid) from pg_stat_activity
            where datname = current_database() and wait_event_type = 'Lock'
            """).size();
    }

    @Test
    void aRowWithAKeyThatIsNotConfiguredIsAProblemAndStaysAsItIs() throws Exception {
        PayloadCipher unknown = EncryptionKeysForTests.cipher("9:stranger");
        DecisionRow row = row(Instant.now(), unknown);
        write(row);
        try {
            as("viewer")
                    .get("/api/v1/decisions/" + row.id())
                    .then()
                    .statusCode(500)
                    .body("type", equalTo("urn:tenure:problem:decryption-key-missing"));
            as("olga").get("/api/v1/history/key-rotation").then().body("missingKeys", equalTo(List.of(9)));
        } finally {
            erasures.erase(customer, "test");
        }
    }

    @Test
    void dataPastItsRetentionTimeIsDeletedAndTheRestIsKept() throws Exception {
        // Long ago, so that nothing else in this database is touched.
        Instant now = Instant.parse("2004-07-15T12:00:00Z");
        DecisionRow old = at("2002-06-30T23:59:00Z");
        DecisionRow young = at("2002-07-01T00:00:00Z");
        for (DecisionRow row : List.of(old, young)) {
            partitions.ensure(row.decidedAt());
            write(row);
        }
        execute("insert into contact (customer, contact_date, action, decision, made) select customer, day::date, 'A'"
                + " || day, id,"
                + " true from decision, (values ('2003-06-10'), ('2003-06-12')) as d (day) where id = '%s'"
                        .formatted(young.id()));
        execute(
                "insert into idempotency_key values ('\\x01', '\\x01', '%s', '2004-07-13 11:59Z'), ('\\x02', '\\x02', '%s', '2004-07-13 12:01Z')"
                        .formatted(young.id(), young.id()));
        execute(
                "insert into erasure values ('%s', '\\x03', '2004-04-16 11:00Z', 'x', 1, 0, 0, 1), ('%s', '\\x04', '2004-04-16 13:00Z', 'x', 1, 0, 0, 1)"
                        .formatted(UUID.randomUUID(), UUID.randomUUID()));
        execute(
                "insert into timeline select customer, '1994-07-14', 'STABLE', null, null, id, decided_at from decision where id = '%s'"
                        .formatted(young.id()));

        List<String> deleted = retentionJob(now).run();
        assertThat(deleted)
                .contains("decisions of 2002-06", "1 timeline points", "1 contacts", "1 idempotency keys")
                .contains("1 pseudonyms of erased customers")
                .doesNotContain("decisions of 2002-07");
        assertThat(partitions.all())
                .contains(YearMonth.of(2002, 7), YearMonth.of(2004, 7), YearMonth.of(2004, 8), YearMonth.of(2004, 9))
                .doesNotContain(YearMonth.of(2002, 6));
        assertThat(count("decision where id = '%s'".formatted(old.id()))).isZero();
        assertThat(count("decision where id = '%s'".formatted(young.id()))).isEqualTo(1);
        assertThat(count("idempotency_key where request_hash = '\\x02'")).isEqualTo(1);
        assertThat(count("erasure where pseudonym = '\\x04'")).isEqualTo(1);
        assertThat(count("contact where decision = '%s'".formatted(young.id()))).isEqualTo(1);
        // The timeline is kept longer than the decisions.
        assertThat(count("timeline where decision = '%s'".formatted(old.id()))).isEqualTo(1);
        assertThat(count("audit where actor = 'tenure' and operation = 'data-retention' and detail like"
                        + " '%decisions of 2002-06%'"))
                .isEqualTo(1);
        assertThat(retentionJob(now).run()).isEmpty();

        // Ten years later nothing is left but what belongs to nobody.
        retentionJob(Instant.parse("2014-08-01T00:00:00Z")).run();
        assertThat(count("customer where pseudonym = '\\x%s'".formatted(pseudonym())))
                .isZero();
        assertThat(count("timeline where decision in ('%s', '%s')".formatted(old.id(), young.id())))
                .isZero();
    }

    @Test
    void oneInstanceAtATimeRunsDataRetention() throws Exception {
        DecisionRow old = at("1999-06-30T00:00:00Z");
        partitions.ensure(old.decidedAt());
        database.transaction(c -> {
            Database.list(c, _ -> 0, "select pg_advisory_xact_lock(hashtext('tenure_data_retention'))");
            assertThat(retentionJob(Instant.parse("2001-08-01T00:00:00Z")).run())
                    .isEmpty();
            return 0;
        });
        assertThat(partitions.all()).contains(YearMonth.of(1999, 6));
        assertThat(retentionJob(Instant.parse("2001-08-01T00:00:00Z")).run()).contains("decisions of 1999-06");
    }

    @Test
    void aDecisionMadeBeforeTheErasureAndStoredLaterHasNoFacts() throws Exception {
        write(row(Instant.now(), newCipher));
        DecisionRow late = row(Instant.now(), newCipher);
        Erasures.Receipt receipt = erasures.erase(customer, "test");
        assertThat(receipt.decisions()).isEqualTo(1);
        assertThat(write(late)).containsExactly(late.id());
        assertThat(count(
                        "decision where id = '%s' and encrypted_payload is null and customer is null and stage = 'STABLE'"
                                .formatted(late.id())))
                .isEqualTo(1);
        assertThat(count("timeline where decision = '%s'".formatted(late.id()))).isZero();
        assertThat(count("customer where pseudonym = '\\x%s'".formatted(pseudonym())))
                .isZero();

        // A customer who comes back is a new one, and what is stored late is still recognized.
        write(row(Instant.now().plusMillis(50), newCipher));
        DecisionRow later = row(receipt.erasedAt().minusSeconds(5), newCipher);
        write(later);
        assertThat(count("decision where id = '%s' and encrypted_payload is null and customer is null"
                        .formatted(later.id())))
                .isEqualTo(1);
        assertThat(count("customer where pseudonym = '\\x%s'".formatted(pseudonym())))
                .isEqualTo(1);
    }

    /// Recalled just before the erasure, and decided just after it.
    @Test
    void aDecisionMadeWithAHistoryThatWasErasedMeanwhileHasNoFacts() throws Exception {
        DecisionRow first = row(Instant.now(), newCipher);
        write(first);
        long number = database.first(r -> r.getLong(1), "select customer from decision where id = ?", first.id())
                .orElseThrow();
        assertThat(Rows.of(newCipher, customer, Instant.now(), number).recalledNumber())
                .isEqualTo(number);
        Erasures.Receipt receipt = erasures.erase(customer, "test");
        DecisionRow late = Rows.of(newCipher, customer, receipt.erasedAt().plusSeconds(1), number);
        // Whoever is decided anew meanwhile is somebody else.
        DecisionRow anew = row(receipt.erasedAt().plusSeconds(1), newCipher);
        write(anew);
        assertThat(write(late)).containsExactly(late.id());
        assertThat(count("decision where id = '%s' and encrypted_payload is null and customer is null"
                        .formatted(late.id())))
                .isEqualTo(1);
        assertThat(count("decision where id = '%s' and encrypted_payload is not null".formatted(anew.id())))
                .isEqualTo(1);
        assertThat(count("timeline where decision = '%s'".formatted(late.id()))).isZero();
    }

    @Test
    void aCustomerWhoseDecisionsAllWaitToBeStoredIsErasedToo() throws Exception {
        DecisionRow waiting = row(Instant.now().minusSeconds(1), newCipher);
        Erasures.Receipt receipt = erasures.erase(customer, "test");
        assertThat(receipt.decisions()).isZero();
        assertThat(erasures.receipt(receipt.id())).contains(receipt);
        assertThat(count("customer where pseudonym = '\\x%s'".formatted(pseudonym())))
                .isZero();
        assertThat(write(waiting)).containsExactly(waiting.id());
        assertThat(count("decision where id = '%s' and encrypted_payload is null and customer is null"
                        .formatted(waiting.id())))
                .isEqualTo(1);
        assertThat(count("customer where pseudonym = '\\x%s'".formatted(pseudonym())))
                .isZero();
        assertThat(count("audit where detail = 'erasure %s, nothing was stored'".formatted(receipt.id())))
                .isEqualTo(1);
    }

    /// What one transaction deletes at most is not what one run deletes at most.
    @Test
    void moreThanOneBatchIsDeletedInOneRun() throws Exception {
        execute("insert into customer (pseudonym, first_decided)"
                + " select decode(md5('orphan' || i), 'hex'), '1985-01-01Z' from generate_series(1, 25000) i");
        execute("insert into erasure select gen_random_uuid(), decode(md5('erased' || i), 'hex'), '1985-01-01Z', 'x',"
                + " 0, 0, 0, 0 from generate_series(1, 12000) i");
        assertThat(retentionJob(Instant.parse("1997-08-01T00:00:00Z")).run())
                .contains("25000 orphaned customer keys", "12000 pseudonyms of erased customers");
    }

    @Test
    void anErrorDoesNotEndTheSchedule() {
        Clock failing = new Clock() {
            @Override
            public java.time.ZoneId getZone() {
                return ZoneOffset.UTC;
            }

            @Override
            public Clock withZone(java.time.ZoneId zone) {
                return this;
            }

            @Override
            public Instant instant() {
                throw new OutOfMemoryError();
            }
        };
        assertThatCode(() -> new DataRetentionJob(database, partitions, settings, failing).runAndLogFailure())
                .doesNotThrowAnyException();
    }

    @Test
    void aRowThatCannotBeReadStaysAsItIsAndTheOthersAreEncryptedAgain() throws Exception {
        List<DecisionRow> rows = new ArrayList<>();
        for (int i = 0; i < 3; i++) {
            DecisionRow row = row(Instant.now(), oldCipher);
            write(row);
            rows.add(row);
        }
        UUID damaged = rows.get(1).id();
        database.transaction(c ->
                Database.execute(c, "update decision set encrypted_payload = 'damaged'::bytea where id = ?", damaged));
        try {
            KeyRotation rotation =
                    new KeyRotation(database, EncryptionKeysForTests.cipher("2:new,1:encryption"), partitions);
            rotation.run();
            assertThat(rotation.progress().unreadable()).isEqualTo(1);
            assertThat(database.list(
                            r -> r.getObject(1, UUID.class),
                            "select id from decision where key_number = 1 and customer ="
                                    + " (select customer from decision where id = ?)",
                            damaged))
                    .containsExactly(damaged);
            assertThat(count("audit where operation = 'key-rotation-complete' and detail like '%, 1 unreadable"
                            + " rows left%'"))
                    .isPositive();
        } finally {
            erasures.erase(customer, "test");
        }
    }

    private DataRetentionJob retentionJob(Instant now) {
        return new DataRetentionJob(database, partitions, settings, Clock.fixed(now, ZoneOffset.UTC));
    }

    private DecisionRow at(String moment) {
        return row(Instant.parse(moment), newCipher);
    }

    private DecisionRow row(Instant at, PayloadCipher cipher) {
        return Rows.of(cipher, customer, at);
    }

    private Set<UUID> write(DecisionRow row) {
        return database.transaction(c -> BatchInsert.write(c, List.of(row)));
    }

    private String pseudonym() {
        return java.util.HexFormat.of().formatHex(newCipher.pseudonym(customer));
    }

    private void execute(String sql) {
        database.transaction(c -> Database.execute(c, sql));
    }

    private int count(String what) throws SQLException {
        return database.list(r -> r.getInt(1), "select count(*) from " + what).getFirst();
    }
}
