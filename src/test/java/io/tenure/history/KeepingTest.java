package io.tenure.history;

import static io.tenure.Users.as;
import static io.tenure.Users.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import io.restassured.response.Response;
import io.tenure.SealingKeys;
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

/// How long and under which keys the record is kept, on a service that was given a new key beside its old one.
@QuarkusTest
@TestProfile(KeepingTest.NewKey.class)
class KeepingTest {
    /// Key 2 seals; key 1 only opens.
    public static final class NewKey implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tenure.history.keys", "2:" + SealingKeys.key("new") + ",1:" + SealingKeys.key("sealing"));
        }
    }

    @Inject
    Database database;

    @Inject
    Months months;

    @Inject
    HistorySettings settings;

    @Inject
    Erasures erasures;

    private final Seal oldSeal = new Seal(Keys.of("1:" + SealingKeys.key("sealing"), SealingKeys.key("marking")));
    private final Seal newSeal = new Seal(Keys.of("2:" + SealingKeys.key("new"), SealingKeys.key("marking")));
    private final String customer = "keeping-" + UUID.randomUUID();

    @Test
    void oldRowsOpenAndAreSealedAnewSoThatTheOldKeyCanBeDropped() throws Exception {
        List<UUID> old = new ArrayList<>();
        Instant now = Instant.now().truncatedTo(ChronoUnit.MILLIS);
        // More than one batch, over more than one month.
        for (int i = 0; i < 450; i++) {
            Row row = row(now.minus(i % 3 * 40L, ChronoUnit.DAYS).minusMillis(i), oldSeal);
            months.require(row.decidedAt());
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
                         "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 0}}""".formatted(customer))
                .post("/api/v1/decisions");
        assertThat(decided.statusCode()).isEqualTo(200);

        as("viewer").post("/api/v1/history/reseal").then().statusCode(403);
        assertThat(as("olga").get("/api/v1/history/reseal").jsonPath().getLong("left"))
                .isGreaterThanOrEqualTo(450);
        as("olga").post("/api/v1/history/reseal").then().statusCode(202).body("key", equalTo(2));
        // Once more does no harm, nor does another instance.
        as("olga").post("/api/v1/history/reseal").then().statusCode(202);
        new Resealing(
                        database,
                        new Seal(Keys.of(
                                "2:" + SealingKeys.key("new") + ",1:" + SealingKeys.key("sealing"),
                                SealingKeys.key("marking"))),
                        months)
                .run();
        Response progress = as("olga").get("/api/v1/history/reseal");
        for (int i = 0; i < 600 && progress.jsonPath().getBoolean("running"); i++) {
            Thread.sleep(100);
            progress = as("olga").get("/api/v1/history/reseal");
        }
        assertThat(progress.jsonPath().getLong("left")).as(progress.asString()).isZero();
        assertThat(progress.jsonPath().getMap("rows")).containsOnlyKeys("2");

        // The old key is dropped now.
        for (UUID id : old) {
            byte[] opened = database.first(
                            r -> newSeal.open(id, r.getInt(1), r.getBytes(2)),
                            "select key_number, sealed from decision where id = ?",
                            id)
                    .orElseThrow();
            assertThat(new String(Said.of(opened).answer(), StandardCharsets.UTF_8))
                    .contains(id.toString());
        }
    }

    @Test
    void aMonthIsMadeThoughTheDatabaseGoesAwayMeanwhile() throws Exception {
        database.transaction(c -> {
            months.drop(c, Months.of(Instant.now()));
            return 0;
        });
        CompletableFuture<Response> decided;
        try (Connection holding = database.connection()) {
            holding.setAutoCommit(false);
            Database.list(holding, _ -> 0, "select pg_advisory_xact_lock(hashtext('tenure_months'))");
            decided = CompletableFuture.supplyAsync(this::decide);
            // Gone while it waits to make the month, as when the server stops.
            for (int i = 0; i < 400 && ended(holding) == 0; i++) {
                Thread.sleep(10);
            }
        }
        decided.join().then().statusCode(200);
    }

    @Test
    void aMonthThatSomebodyElseHasDroppedIsMadeAgain() throws Exception {
        decide().then().statusCode(200);
        String month = Months.of(Instant.now()).toString().replace('-', '_');
        execute("drop table decision_" + month);
        decide().then().statusCode(200);
    }

    private Response decide() {
        return given().contentType("application/json")
                .body("""
                        {"customerId": "%s", "asOf": "2026-03-01",
                         "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 0}}""".formatted(customer))
                .post("/api/v1/decisions");
    }

    /// Ends whoever waits for a lock in this database; how many there were.
    private static int ended(Connection connection) throws SQLException {
        return Database.list(connection, _ -> 0, """
                        select pg_terminate_backend(pid) from pg_stat_activity
                        where datname = current_database() and wait_event_type = 'Lock'""").size();
    }

    @Test
    void aRowUnderAKeyThatIsNotConfiguredIsToldAsAProblemAndLeftAlone() throws Exception {
        Seal stranger = new Seal(Keys.of("9:" + SealingKeys.key("stranger"), SealingKeys.key("marking")));
        Row row = row(Instant.now(), stranger);
        write(row);
        try {
            as("viewer")
                    .get("/api/v1/decisions/" + row.id())
                    .then()
                    .statusCode(500)
                    .body("type", equalTo("urn:tenure:problem:sealed"));
            as("olga").get("/api/v1/history/reseal").then().body("missing", equalTo(List.of(9)));
        } finally {
            erasures.erase(customer, "test");
        }
    }

    @Test
    void whatHasBeenKeptLongEnoughIsDroppedAndWhatHasNotIsKept() throws Exception {
        // Long ago, so that nothing else in this database is touched.
        Instant now = Instant.parse("2004-07-15T12:00:00Z");
        Row old = at("2002-06-30T23:59:00Z");
        Row young = at("2002-07-01T00:00:00Z");
        for (Row row : List.of(old, young)) {
            months.require(row.decidedAt());
            write(row);
        }
        execute(
                "insert into contact (customer, on_day, action, decision, made) select customer, day::date, 'A' || day, id,"
                        + " true from decision, (values ('2003-06-10'), ('2003-06-12')) as d (day) where id = '%s'"
                                .formatted(young.id()));
        execute(
                "insert into request_key values ('\\x01', '\\x01', '%s', '2004-07-13 11:59Z'), ('\\x02', '\\x02', '%s', '2004-07-13 12:01Z')"
                        .formatted(young.id(), young.id()));
        execute(
                "insert into erasure values ('%s', '\\x03', '2004-04-16 11:00Z', 'x', 1, 0, 0, 1), ('%s', '\\x04', '2004-04-16 13:00Z', 'x', 1, 0, 0, 1)"
                        .formatted(UUID.randomUUID(), UUID.randomUUID()));
        execute(
                "insert into path select customer, '1994-07-14', 'STABLE', null, null, id, decided_at from decision where id = '%s'"
                        .formatted(young.id()));

        List<String> dropped = upkeep(now).run();
        assertThat(dropped)
                .contains("decisions of 2002-06", "1 days of paths", "1 contacts", "1 request keys")
                .contains("1 marks of erased customers")
                .doesNotContain("decisions of 2002-07");
        assertThat(months.all())
                .contains(YearMonth.of(2002, 7), YearMonth.of(2004, 7), YearMonth.of(2004, 8), YearMonth.of(2004, 9))
                .doesNotContain(YearMonth.of(2002, 6));
        assertThat(count("decision where id = '%s'".formatted(old.id()))).isZero();
        assertThat(count("decision where id = '%s'".formatted(young.id()))).isEqualTo(1);
        assertThat(count("request_key where key = '\\x02'")).isEqualTo(1);
        assertThat(count("erasure where mark = '\\x04'")).isEqualTo(1);
        assertThat(count("contact where decision = '%s'".formatted(young.id()))).isEqualTo(1);
        // The path outlives the decisions.
        assertThat(count("path where decision = '%s'".formatted(old.id()))).isEqualTo(1);
        assertThat(count("audit where who = 'tenure' and what = 'retention' and detail like '%decisions of 2002-06%'"))
                .isEqualTo(1);
        assertThat(upkeep(now).run()).isEmpty();

        // Ten years on nothing is left but what hangs on nobody.
        upkeep(Instant.parse("2014-08-01T00:00:00Z")).run();
        assertThat(count("customer where mark = '\\x%s'".formatted(mark()))).isZero();
        assertThat(count("path where decision in ('%s', '%s')".formatted(old.id(), young.id())))
                .isZero();
    }

    @Test
    void oneInstanceAtATimeKeepsOrder() throws Exception {
        Row old = at("1999-06-30T00:00:00Z");
        months.require(old.decidedAt());
        database.transaction(c -> {
            Database.list(c, _ -> 0, "select pg_advisory_xact_lock(hashtext('tenure_upkeep'))");
            assertThat(upkeep(Instant.parse("2001-08-01T00:00:00Z")).run()).isEmpty();
            return 0;
        });
        assertThat(months.all()).contains(YearMonth.of(1999, 6));
        assertThat(upkeep(Instant.parse("2001-08-01T00:00:00Z")).run()).contains("decisions of 1999-06");
    }

    @Test
    void whatWasDecidedBeforeTheErasureAndComesInLaterBringsNoFacts() throws Exception {
        write(row(Instant.now(), newSeal));
        Row late = row(Instant.now(), newSeal);
        Erasures.Receipt receipt = erasures.erase(customer, "test").orElseThrow();
        assertThat(receipt.decisions()).isEqualTo(1);
        assertThat(write(late)).containsExactly(late.id());
        assertThat(count("decision where id = '%s' and sealed is null and customer is null and stage = 'STABLE'"
                        .formatted(late.id())))
                .isEqualTo(1);
        assertThat(count("path where decision = '%s'".formatted(late.id()))).isZero();
        assertThat(count("customer where mark = '\\x%s'".formatted(mark()))).isZero();

        // Who comes back is a new customer, and what is late is late all the same.
        write(row(Instant.now().plusMillis(50), newSeal));
        Row later = row(receipt.erasedAt().minusSeconds(5), newSeal);
        write(later);
        assertThat(count("decision where id = '%s' and sealed is null and customer is null".formatted(later.id())))
                .isEqualTo(1);
        assertThat(count("customer where mark = '\\x%s'".formatted(mark()))).isEqualTo(1);
    }

    private Upkeep upkeep(Instant now) {
        return new Upkeep(database, months, settings, Clock.fixed(now, ZoneOffset.UTC));
    }

    private Row at(String moment) {
        return row(Instant.parse(moment), newSeal);
    }

    private Row row(Instant at, Seal seal) {
        return Rows.of(seal, customer, at);
    }

    private Set<UUID> write(Row row) {
        return database.transaction(c -> Recorder.write(c, List.of(row)));
    }

    private String mark() {
        return java.util.HexFormat.of().formatHex(newSeal.mark(customer));
    }

    private void execute(String sql) {
        database.transaction(c -> Database.execute(c, sql));
    }

    private int count(String what) throws SQLException {
        return database.list(r -> r.getInt(1), "select count(*) from " + what).getFirst();
    }
}
