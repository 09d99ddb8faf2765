package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.equalTo;
import static org.hamcrest.Matchers.nullValue;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.assertj.core.api.Assertions;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// The feedback report, over rows of months that no other test uses, inserted once.
@QuarkusTest
class FeedbackReportTest {
    private static final String REPORT = "/api/v1/report?from=2120-01-01&to=2120-02-29";

    @Inject
    javax.sql.DataSource source;

    /// In the far future, since the months of the past are dropped as they are due while tests run.
    @BeforeEach
    void fill() throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement()) {
            if (!statement
                    .executeQuery("select 1 from pg_class where relname = 'decision_2120_01'")
                    .next()) {
                connection.setAutoCommit(false);
                for (String table : List.of("decision", "feedback")) {
                    for (int month = 1; month <= 2; month++) {
                        LocalDate first = LocalDate.of(2120, month, 1);
                        statement.execute(String.format(
                                Locale.ROOT,
                                "create table %1$s_2120_0%2$d partition of %1$s for values from ('%3$s') to ('%4$s')",
                                table,
                                month,
                                id(first, 0),
                                id(first.plusMonths(1), 0)));
                    }
                }
                Rows rows = new Rows(statement);
                // For 100 customers OFFER is recommended in January; they are decided again in February.
                for (int i = 0; i < 100; i++) {
                    UUID january = rows.decision(1_000 + i, "2120-01-10", "OFFER", "SOCIAL", "STABLE", 1, 60 + i % 2);
                    rows.decision(1_000 + i, "2120-02-10", "NO_ACTION", "NONE", i < 20 ? "DECLINE" : "STABLE", 2, null);
                    if (i < 80) {
                        rows.outcome(january, "PRESENTED", "OFFER", "2120-01-11", 1_000 + i, null);
                    }
                    if (i < 24) {
                        rows.outcome(january, i < 16 ? "ACCEPTED" : "DECLINED", "OFFER", "2120-01-12", 1_000 + i, null);
                    }
                    if (i >= 10 && i < 50) {
                        rows.outcome(january, "PURCHASED", "", "2120-01-1" + (i < 15 ? "0" : "5"), 1_000 + i, 10);
                    }
                    if (i >= 15 && i < 50) {
                        rows.outcome(january, "PURCHASED", "", "2120-01-20", 1_000 + i, 2.5);
                    }
                    if (i == 99) {
                        rows.outcome(january, "LEFT", "", "2120-01-30", 1_000 + i, null);
                    }
                    if (i < 5) {
                        rows.outcome(january, "COMPLAINED", "", "2120-01-30", 1_000 + i, null);
                    }
                }
                // For 40 others TALK; only two of them are decided again.
                for (int i = 0; i < 40; i++) {
                    UUID talk = rows.decision(2_000 + i, "2120-01-15", "TALK", "SOCIAL", "PROSPECT", 1, 60 + i % 2);
                    rows.outcome(talk, "PRESENTED", "TALK", "2120-01-15", 2_000 + i, null);
                    if (i < 4) {
                        rows.outcome(talk, "PURCHASED", "", "2120-01-15", 2_000 + i, 100);
                    }
                }
                // One was presented the second-best action instead of OFFER, one is erased, one is a trial.
                UUID other = rows.decision(3_000, "2120-01-20", "OFFER", "SOCIAL", "STABLE", 1, null);
                rows.outcome(other, "PRESENTED", "TALK", "2120-01-20", 3_000, null);
                UUID erased = rows.decision(null, "2120-01-21", "OFFER", "SOCIAL", "STABLE", 1, 61);
                rows.outcome(erased, "PRESENTED", "OFFER", "2120-01-21", null, null);
                rows.trial(4_000, "2120-01-22", "OFFER");
                statement.execute("""
                        update decision set cause = case stage when 'DECLINE' then 'PRICE' else 'NONE' end,
                               potential_loss = case stage when 'DECLINE' then 50 else 10.5 end
                        where decided_at < '2120-03-01' and stage <> 'PROSPECT'""");
                // Release 1 declares the rating of channel members, then the demographic segment.
                statement.execute("""
                        update decision set outcomes = array['NOT_MEMBER', case when customer % 2 = 0 then 'SENIOR' else 'FAMILY' end],
                               trends = array[case stage when 'DECLINE' then -2 else customer % 2 end, null, 1.5]
                        where decided_at < '2120-02-01' and decided_at > '2119-12-31' and release = 1 and not trial and customer < 2000
                           or decided_at between '2120-02-01' and '2120-02-29' and stage = 'DECLINE'""");
                connection.commit();
            }
        }
    }

    @Test
    void countsEachGroup() {
        JsonPath effect = report("");
        Assertions.assertThat(effect.getList("groups.key.action")).containsExactly("NO_ACTION", "OFFER", "TALK");
        expect(effect, "groups[1].", """
                decisions 101
                erased 1
                customers 100
                presented 81
                accepted 16
                declined 8
                purchases 75
                amount 487.5
                complained 5
                left 1
                """);
        expect(effect, "groups[2].", """
                decisions 41
                erased 0
                customers 41
                presented 41
                accepted 0
                purchases 4
                amount 400
                left 0
                """);
        expect(effect, "all.", """
                decisions 242
                erased 1
                customers 141
                presented 122
                """);
        Assertions.assertThat(effect.getMap("all.key")).isEmpty();
    }

    @Test
    void tellsTheReasonsForLeavingAndWhatMayBeLostByTheLatestDayOfEachCustomer() {
        JsonPath causes = report("&groupBy=cause");
        Assertions.assertThat(causes.getList("groups.key.cause")).containsExactly("NONE", "PRICE", null);
        expect(causes, "groups[0].", "customers 101\npotentialLoss 1060.5\n");
        expect(causes, "groups[1].", "customers 20\npotentialLoss 1000\n");
        expect(causes, "all.", "customers 141\npotentialLoss 1850.5\n");
        expect(report("&groupBy=stage&cause=PRICE"), "all.", "customers 20\ndecisions 20\n");
    }

    @Test
    void ratesHaveACountADenominatorAndAnInterval() {
        JsonPath effect = report("");
        rate(effect, "groups[1].acceptance", 16, 81, .1975f, .1254f, .297f);
        // Of 40 buyers, 5 bought only on the day before the presentation.
        rate(effect, "groups[1].conversion", 35, 81, .4321f, .3297f, .5406f);
        rate(effect, "groups[1].complaint", 5, 101, .0495f, .0213f, .1107f);
        // All had bought before, and 40 bought again; the erased customers can't be observed.
        rate(effect, "groups[1].repurchase", 40, 100, .4f, .3094f, .498f);
        // All are observed in February: 20 in DECLINE, and one left.
        rate(effect, "groups[1].retention", 79, 100, .79f, .7002f, .8583f);
        // The prospects had bought nothing, and none of them was observed again.
        rate(effect, "groups[2].repurchase", 0, 1, 0f, 0f, .7935f);
        Assertions.assertThat(effect.getInt("groups[2].retention.total")).isZero();
        Assertions.assertThat((Object) effect.get("groups[2].retention.rate")).isNull();
    }

    @Test
    void marksNumbersThatAreTooSmall() {
        JsonPath effect = report("");
        Assertions.assertThat(effect.getBoolean("groups[1].acceptance.sufficient"))
                .isTrue();
        Assertions.assertThat((Object) effect.get("groups[1].acceptance.note")).isNull();
        Assertions.assertThat(effect.getBoolean("groups[1].conversion.sufficient"))
                .isFalse();
        Assertions.assertThat(effect.getString("groups[1].conversion.note"))
                .isEqualTo("Too few to tell: the interval is 21 points wide.");
        Assertions.assertThat(effect.getString("groups[2].repurchase.note"))
                .isEqualTo("Too few to tell: 1, at least 30 are needed.");
        Assertions.assertThat(effect.getString("caution")).startsWith("These are associations, not effects");
        as("viewer")
                .header("Accept-Language", "zh")
                .get(REPORT)
                .then()
                .body("groups[2].repurchase.note", equalTo("数量过少，无法判断：仅有1个，至少需要30个。"));
    }

    @Test
    void marksSignificantDifferences() {
        JsonPath effect = report("&action=OFFER,TALK");
        Assertions.assertThat(effect.getString("groups[0].conversion.difference.note"))
                .isEqualTo("Higher than the others.");
        Assertions.assertThat(effect.getFloat("groups[0].conversion.difference.difference"))
                .isEqualTo(.3345f);
        Assertions.assertThat(effect.getString("groups[1].conversion.difference.note"))
                .isEqualTo("Lower than the others.");
        Assertions.assertThat(effect.getString("groups[0].complaint.difference.note"))
                .isEqualTo("No significant difference from the others.");
        Assertions.assertThat(effect.getBoolean("groups[0].complaint.difference.significant"))
                .isFalse();
        Assertions.assertThat(effect.getString("groups[0].repurchase.difference.note"))
                .isEqualTo("Too few to compare with the others.");
    }

    @Test
    void theRetentionIndicatorsHaveMeans() {
        JsonPath effect = report("");
        Assertions.assertThat(effect.getMap("groups[1].retentionScores").keySet())
                .map(String::valueOf)
                .containsExactly(
                        "repurchase",
                        "brandAttention",
                        "demandSatisfaction",
                        "priceSensitivity",
                        "rivalAttitude",
                        "recommendation",
                        "selectionTime",
                        "qualityTolerance",
                        "rivalPurchases",
                        "complaintResolution",
                        "score");
        // 50 of 60, 51 of 61: a standard deviation of .5.
        Assertions.assertThat(effect.getInt("groups[1].retentionScores.repurchase.count"))
                .isEqualTo(101);
        Assertions.assertThat(effect.getFloat("groups[1].retentionScores.repurchase.mean"))
                .isEqualTo(60.5f);
        Assertions.assertThat(effect.getFloat("groups[1].retentionScores.repurchase.interval.low"))
                .isEqualTo(60.41f);
        Assertions.assertThat(effect.getFloat("groups[1].retentionScores.repurchase.interval.high"))
                .isEqualTo(60.6f);
        Assertions.assertThat(effect.getInt("groups[1].retentionScores.brandAttention.count"))
                .isZero();
        Assertions.assertThat((Object) effect.get("groups[1].retentionScores.brandAttention.mean"))
                .isNull();
        Assertions.assertThat(effect.getFloat("groups[1].retentionScores.score.mean"))
                .isEqualTo(30f);
        Assertions.assertThat(effect.getString("groups[1].retentionScores.repurchase.difference.note"))
                .isEqualTo("No significant difference from the others.");
    }

    @Test
    void groupsByAnOutcomeThatAReleaseDeclares() {
        JsonPath segments = report("&groupBy=demographicSegment&release=1");
        Assertions.assertThat(segments.getList("groups.key.demographicSegment"))
                .containsExactly("FAMILY", "SENIOR", null);
        expect(segments, "groups[0].", "decisions 50\n");
        expect(segments, "groups[1].", "decisions 50\n");
        expect(segments, "groups[2].", "decisions 42\ncustomers 41\n");
        expect(segments, "all.", "decisions 142\ncustomers 141\n");
        JsonPath seniors = report("&groupBy=stage,channelRating&outcome=demographicSegment:SENIOR&release=1");
        Assertions.assertThat(seniors.getList("groups.key"))
                .isEqualTo(List.of(Map.of("stage", "STABLE", "channelRating", "NOT_MEMBER")));
        expect(seniors, "all.", "decisions 50\ncustomers 50\n");
        as("viewer")
                .get(REPORT + "&groupBy=volumeDiscount&outcome=demographicSegment,shoeSize:42")
                .then()
                .statusCode(400)
                .body("faults.pointer", equalTo(List.of("/groupBy", "/outcome", "/outcome")))
                .body("faults[0].expected", containsString("demographicSegment"));
    }

    @Test
    void aDecisionIsCountedByItsOwnOutcomesAndTrends() {
        String bargainSeekers =
                "/api/v1/report?groupBy=psychographicSegment&outcome=psychographicSegment:BARGAIN_SEEKER";
        JsonPath before = as("viewer").get(bargainSeekers).jsonPath();
        as("caller")
                .contentType("application/json")
                .body("""
                        {"customerId": "report-bargain", "asOf": "2026-06-30",
                         "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 4, "priceSensitivity": "HIGH", "satisfaction": 2,
                                   "satisfactionPrior": 5}}""")
                .post("/api/v1/decisions")
                .then()
                .statusCode(200);
        JsonPath after = as("viewer").get(bargainSeekers).jsonPath();
        Assertions.assertThat(after.getString("groups[0].key.psychographicSegment"))
                .isEqualTo("BARGAIN_SEEKER");
        Assertions.assertThat(after.getInt("all.decisions") - before.getInt("all.decisions"))
                .isEqualTo(1);
        Assertions.assertThat(after.getInt("all.trends.satisfactionTrend.count")
                        - before.getInt("all.trends.satisfactionTrend.count"))
                .isEqualTo(1);
    }

    @Test
    void tellsHowSatisfactionLoyaltyAndIntentionChangedInEachStage() {
        JsonPath stages = report("&groupBy=stage");
        Assertions.assertThat(stages.getList("groups.key.stage")).containsExactly("DECLINE", "PROSPECT", "STABLE");
        Assertions.assertThat(stages.getMap("all.trends").keySet())
                .map(String::valueOf)
                .containsExactly("satisfactionTrend", "loyaltyTrend", "purchaseIntentionTrend");
        expect(stages, "groups[0].trends.satisfactionTrend.", "count 20\nmean -2\n");
        expect(stages, "groups[2].trends.satisfactionTrend.", "count 100\nmean 0.5\n");
        expect(stages, "groups[2].trends.purchaseIntentionTrend.", "count 100\nmean 1.5\n");
        Assertions.assertThat(stages.getInt("all.trends.loyaltyTrend.count")).isZero();
        Assertions.assertThat(stages.getBoolean("groups[2].trends.satisfactionTrend.sufficient"))
                .isTrue();
        Assertions.assertThat(stages.getString("groups[0].trends.satisfactionTrend.note"))
                .isEqualTo("Too few to tell: 20, at least 30 are needed.");
        as("viewer")
                .accept("text/plain")
                .get(REPORT + "&groupBy=stage")
                .then()
                .body(containsString("Changes in satisfaction, loyalty and purchase intention"))
                .body(containsString("satisfactionTrend       -2.0 (-2.0..-2.0) ?"));
    }

    @Test
    void groupsAreMadeByMoreThanOneKeyAndFiltered() {
        as("olga")
                .get(REPORT + "&groupBy=release,month&groupBy=stage&level=SOCIAL")
                .then()
                .statusCode(200)
                .body("groupBy", equalTo(List.of("release", "month", "stage")))
                .body("groups.size()", equalTo(2))
                .body("groups[0].key.release", equalTo("1"))
                .body("groups[0].key.month", equalTo("2120-01"))
                .body("groups[0].key.stage", equalTo("PROSPECT"))
                .body("groups[0].decisions", equalTo(40))
                .body("groups[1].decisions", equalTo(102));
        as("olga")
                .get("/api/v1/report?from=2120-02-01&to=2120-02-29")
                .then()
                .body("groups.key.action", equalTo(List.of("NO_ACTION")))
                .body("groups[0].acceptance.difference", nullValue());
        as("olga")
                .get("/api/v1/report?from=2120-02-11&to=2120-02-29")
                .then()
                .body("groups", equalTo(List.of()))
                .body("all.decisions", equalTo(0));
    }

    @Test
    void readsAsATable() {
        as("viewer")
                .accept("text/plain")
                .get(REPORT + "&action=OFFER,TALK")
                .then()
                .statusCode(200)
                .contentType("text/plain")
                .body(containsString("""
                        Feedback on decisions from 2120-01-01 to 2120-02-29
                        action  decisions  customers  presented  accepted  declined  purchases  amount  complained  left  potential loss
                        OFFER         101        100         81        16         8         75   487.5           5     1            1050
                        TALK           41         41         41         0         0          4     400           0     0            10.5
                        (all)         142        141        122        16         8         79   887.5           5     1          1060.5
                        """))
                .body(containsString("43.2 (33.0..54.1) +"))
                .body(containsString("? too few to tell"))
                .body(containsString("associations"));
        as("viewer")
                .accept("text/plain")
                .header("Accept-Language", "zh")
                .get(REPORT)
                .then()
                .body(containsString("2120-01-01至2120-02-29的决策反馈"));
    }

    @Test
    void everyFaultOfTheQueryIsReportedAtOnce() {
        as("viewer")
                .get("/api/v1/report?from=yesterday&to=2120-02-30&groupBy=colour,level&level=GOLD&release=x")
                .then()
                .statusCode(400)
                .body("faults.pointer", equalTo(List.of("/to", "/from", "/groupBy", "/release")));
        // Before any value: with an unknown name it would be guessed what is asked for.
        as("viewer")
                .get("/api/v1/report?from=yesterday&satge=STABLE&grupBy=level")
                .then()
                .statusCode(400)
                .body("faults.pointer", equalTo(List.of("/grupBy", "/satge")));
        as("viewer")
                .get("/api/v1/report?from=2120-02-02&to=2120-02-01")
                .then()
                .statusCode(400)
                .body("faults.pointer", equalTo(List.of("/from")));
        as("caller").get(REPORT).then().statusCode(403);
    }

    private static JsonPath report(String more) {
        return as("viewer").get(REPORT + more).then().statusCode(200).extract().jsonPath();
    }

    private static void expect(JsonPath effect, String at, String numbers) {
        numbers.lines().forEach(line -> {
            String[] words = line.split(" ");
            Assertions.assertThat(effect.getDouble(at + words[0]))
                    .as(at + words[0])
                    .isEqualTo(Double.parseDouble(words[1]));
        });
    }

    private static void rate(JsonPath effect, String at, int count, int total, float rate, float low, float high) {
        Assertions.assertThat(effect.getInt(at + ".count")).as(at).isEqualTo(count);
        Assertions.assertThat(effect.getInt(at + ".total")).as(at).isEqualTo(total);
        Assertions.assertThat(effect.getFloat(at + ".rate")).as(at).isEqualTo(rate);
        Assertions.assertThat(effect.getFloat(at + ".interval.low")).as(at).isEqualTo(low);
        Assertions.assertThat(effect.getFloat(at + ".interval.high")).as(at).isEqualTo(high);
    }

    private static UUID id(LocalDate day, int number) {
        Instant moment = day.atStartOfDay(ZoneOffset.UTC).toInstant();
        return new UUID(moment.toEpochMilli() << 16, number);
    }

    /// Inserts rows as the service would.
    private static final class Rows {
        private final Statement statement;
        private int next = 1;

        Rows(Statement statement) {
            this.statement = statement;
        }

        UUID decision(
                Integer customer,
                String day,
                String action,
                String level,
                String stage,
                int release,
                Integer repurchase)
                throws SQLException {
            UUID id = id(LocalDate.parse(day), next++);
            String effect = repurchase == null
                    ? "null"
                    : String.format(Locale.ROOT, "'{%d,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,NULL,30}'", repurchase);
            statement.execute(
                    String.format(Locale.ROOT, """
                    insert into decision (id, decided_at, customer, as_of, release, trial, stage, level, action, retention_scores,
                                          language)
                    values ('%s', '%s 00:00:00Z', %s, '%s', %d, false, '%s', '%s', '%s', %s, 'en')""", id, day, customer, day, release, stage, level, action, effect));
            return id;
        }

        void trial(int customer, String day, String action) throws SQLException {
            statement.execute("""
                    insert into decision (id, decided_at, customer, as_of, release, trial, action, language)
                    values ('%s', '%s 00:00:00Z', %s, '%s', 1, true, '%s', 'en')""".formatted(id(LocalDate.parse(day), next++), day, customer, day, action));
        }

        void outcome(UUID decision, String type, String action, String day, Integer customer, Number amount)
                throws SQLException {
            statement.execute("""
                    insert into feedback (decision, type, action, at, customer, amount, recorded_at, recorded_by)
                    values ('%s', '%s', '%s', '%s 00:00:00Z', %s, %s, now(), 'test')""".formatted(decision, type, action, day, customer, amount));
        }
    }
}
