package io.tenure.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.cli.LoadGenerator;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// Stores `-Dtenure.test.record-decisions` decisions, and prints the write rate, the size, and the time of the
/// queries.
@Tag("measurement")
class RecordSizeIT {
    private static final int DECISIONS = Integer.getInteger("tenure.test.record-decisions", 20_000);
    private static final int CUSTOMERS = Math.max(1, DECISIONS / 10);
    private static final int CALLERS = 32;
    private static final int QUERY_REPETITIONS = 9;
    private static final Duration MAX_DURATION = Duration.ofMinutes(40);
    private static final LocalDate LAST_DAY = LocalDate.of(2026, 6, 30);

    private final PackagedService service = new PackagedService("record-size.log");
    private FaultyPostgres postgres;

    @AfterEach
    void stop() throws Exception {
        service.kill();
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void queriesStayFastOnALargeRecord() throws Exception {
        postgres = FaultyPostgres.fresh();
        postgres.start();
        service.configuration.put("quarkus.datasource.jdbc.url", postgres.url());
        service.start("-Xmx1g");
        say("the first tenth", load(DECISIONS / 10));
        say("the rest", load(DECISIONS - DECISIONS / 10));
        assertThat(postgres.count("select count(*) from decision")).isEqualTo(DECISIONS);
        sendFeedback(Math.min(2_000, DECISIONS / 10));
        sizes();
        String decision = postgres.list("select id from decision order by id offset " + DECISIONS / 2 + " limit 1")
                .getFirst();
        timeQuery("the path of one customer", "viewer", "GET", "/api/v1/customers/load-" + CUSTOMERS / 2 + "/timeline");
        timeQuery("one decision", "viewer", "GET", "/api/v1/decisions/" + decision);
        timeQuery("deciding it again", "viewer", "POST", "/api/v1/decisions/" + decision + "/replay");
        timeQuery("effect by action", "viewer", "GET", "/api/v1/report");
        timeQuery("effect by action, level and stage", "viewer", "GET", "/api/v1/report?groupBy=action,level,stage");
        int draft = service.draft(Map.of("consent.drl", withComment()));
        int recorded = Math.min(100_000, DECISIONS);
        once(
                "impact of a draft over " + recorded,
                "eve",
                "POST",
                "/api/v1/rulesets/drafts/" + draft + "/impact?maxCustomers=" + recorded);
        once("erasing a customer", "olga", "DELETE", "/api/v1/customers/load-" + CUSTOMERS / 2);
        YearMonth month = YearMonth.now(ZoneOffset.UTC);
        long begun = System.nanoTime();
        postgres.execute(
                String.format(Locale.ROOT, "drop table decision_%d_%02d", month.getYear(), month.getMonthValue()));
        System.out.printf(
                Locale.ROOT, "dropping the month with all of them: %d ms%n", (System.nanoTime() - begun) / 1_000_000);
    }

    private LoadGenerator.LoadResult load(int decisions) throws InterruptedException {
        return new LoadGenerator(
                        URI.create(service.address()),
                        PackagedService.authorization("caller"),
                        CALLERS,
                        MAX_DURATION,
                        decisions,
                        CUSTOMERS,
                        LAST_DAY,
                        365)
                .run(_ -> {});
    }

    private static void say(String what, LoadGenerator.LoadResult result) {
        System.out.printf(
                Locale.ROOT,
                "%s: %,d decisions at %,.0f a second, %.1f ms (median), %.1f ms (99 of 100)%n",
                what,
                result.decisions(),
                result.decisionsPerSecond(),
                result.latencyMillis(0.5),
                result.latencyMillis(0.99));
        assertThat(result.countByStatus()).containsOnlyKeys(200);
    }

    private void sendFeedback(int many) throws Exception {
        for (String id :
                postgres.list("select id from decision where action <> 'NO_ACTION' order by id limit " + many)) {
            HttpResponse<String> response =
                    service.post("caller", "/api/v1/decisions/" + id + "/feedback", "{\"type\": \"PRESENTED\"}");
            assertThat(response.statusCode()).as(response.body()).isBetween(200, 201);
        }
    }

    private void sizes() throws Exception {
        for (String table : List.of("decision", "timeline", "customer", "contact", "feedback", "idempotency_key")) {
            System.out.printf(
                    Locale.ROOT,
                    "%s: %,d rows, %,d MB with indexes%n",
                    table,
                    postgres.count("select count(*) from " + table),
                    postgres.count(
                            "select (coalesce((select sum(pg_total_relation_size(relid)) from pg_partition_tree('"
                                    + table + "')), pg_total_relation_size('" + table + "')) / 1048576)::bigint"));
        }
    }

    private void timeQuery(String what, String who, String method, String path) throws Exception {
        List<Long> millis = new ArrayList<>();
        for (int i = 0; i < QUERY_REPETITIONS; i++) {
            millis.add(queryMillis(who, method, path));
        }
        System.out.printf(
                Locale.ROOT,
                "%s: %d ms (the first), %d ms (median of %d)%n",
                what,
                millis.getFirst(),
                millis.stream().sorted().toList().get(QUERY_REPETITIONS / 2),
                QUERY_REPETITIONS);
    }

    private void once(String what, String who, String method, String path) throws Exception {
        System.out.printf(Locale.ROOT, "%s: %d ms%n", what, queryMillis(who, method, path));
    }

    private long queryMillis(String who, String method, String path) throws Exception {
        long begun = System.nanoTime();
        HttpResponse<String> answer = service.request(who, method, path);
        assertThat(answer.statusCode()).as(answer.body()).isBetween(200, 201);
        return (System.nanoTime() - begun) / 1_000_000;
    }

    private static byte[] withComment() throws IOException {
        return (Files.readString(Path.of("rules/consent.drl")) + "// the same rules, another release\n")
                .getBytes(UTF_8);
    }
}
