package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import io.quarkus.test.junit.QuarkusTest;
import io.restassured.path.json.JsonPath;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// The calendar from the record: each change that it names is what deciding on that day gives, and not on the day
/// before.
@QuarkusTest
class StageCalendarApiTest extends RecordedCustomer {
    /// The day that is known, early enough that the days after it can be decided.
    private static final LocalDate ON = LocalDate.now(ZoneOffset.UTC).minusDays(400);

    private static final String URL =
            "/api/v1/stages/calendar?on=" + ON + "&days=366&maxCustomers=100000&maxChanges=1000";

    private String bought(LocalDate asOf, LocalDate... days) {
        StringBuilder purchases = new StringBuilder();
        for (LocalDate day : days) {
            purchases
                    .append(purchases.isEmpty() ? "" : ", ")
                    .append(String.format(Locale.ROOT, "{\"date\": \"%s\", \"amount\": 20}", day));
        }
        return String.format(Locale.ROOT, """
                {"customerId": "%s", "asOf": "%s", "facts": {"relationshipType": "NON_CONTRACTUAL"},
                 "purchases": [%s]}""", escaped(), asOf, purchases);
    }

    private static JsonPath calendar() {
        return as("viewer").get(URL).then().statusCode(200).extract().jsonPath();
    }

    private static Map<String, Object> change(JsonPath calendar, String decision) {
        List<Map<String, Object>> changes = calendar.getList("changes");
        return changes.stream()
                .filter(change -> change.get("decisionId").equals(decision))
                .findFirst()
                .orElseThrow(() -> new AssertionError("no change of " + decision + " in " + calendar.prettify()));
    }

    private static String stage(String body) {
        return decide(body, "en", null).jsonPath().getString("outcomes.stage");
    }

    @Test
    void namesTheDayOnWhichTheDecisionOfAPurchaseHistoryChangesAndTheRow() {
        LocalDate[] days = {ON.minusDays(200), ON.minusDays(150), ON.minusDays(90), ON.minusDays(40), ON.minusDays(5)};
        String first = id(decide(bought(ON, days), "en", null));
        Map<String, Object> change = change(calendar(), first);
        LocalDate day = LocalDate.parse((String) change.get("day"));
        assertThat(day).isAfter(ON);
        assertThat(stage(bought(day.minusDays(1), days))).isEqualTo(change.get("from"));
        assertThat(stage(bought(day, days))).isEqualTo(change.get("to"));
        assertThat(change.get("row")).isNotNull();
    }

    /// Days of silence that were given as a number go on.
    @Test
    void agesWhatCountsDays() {
        String first = id(decide(stable(ON.toString()), "en", null));
        Map<String, Object> change = change(calendar(), first);
        assertThat(change).containsEntry("to", "DECLINE");
        long silent = LocalDate.parse((String) change.get("day")).toEpochDay() - ON.toEpochDay() + 10;
        String then = stable(ON.plusDays(silent - 10).toString())
                .replace("\"recencyDays\": 10", "\"recencyDays\": " + silent);
        String before = stable(ON.plusDays(silent - 11).toString())
                .replace("\"recencyDays\": 10", "\"recencyDays\": " + (silent - 1));
        assertThat(stage(before)).isEqualTo(change.get("from"));
        assertThat(stage(then)).isEqualTo("DECLINE");
    }

    @Test
    void countsWhatIsDueAlreadyAndWhatComesByWeekAndRow() {
        LocalDate asOf = ON.minusDays(300);
        String overdue = id(decide(bought(asOf, asOf.minusDays(1)), "en", null));
        JsonPath calendar = calendar();
        Map<String, Object> change = change(calendar, overdue);
        assertThat(change)
                .containsEntry("day", ON.toString())
                .containsEntry("from", "EXPLORATION")
                .containsEntry("to", "DECLINE");
        List<Map<String, Object>> weeks = calendar.getList("weeks");
        assertThat(weeks).hasSize(53);
        assertThat(weeks.getFirst())
                .containsEntry("start", ON.plusDays(1).toString())
                .containsEntry("end", ON.plusDays(7).toString());
        int counted = sum(calendar.getList("overdue.customers"));
        for (int week = 0; week < weeks.size(); week++) {
            counted += sum(calendar.getList("weeks[" + week + "].changes.customers"));
        }
        assertThat(sum(calendar.getList("overdue.customers"))).isPositive();
        assertThat(sum(calendar.getList("rows.customers"))).isEqualTo(counted);
        assertThat(calendar.getList("changes")).hasSize(Math.min(1000, counted));
        assertThat(calendar.getList("changes.day", String.class)).isSorted();
        assertThat(calendar.getInt("customers")).isGreaterThanOrEqualTo(counted);
    }

    private static int sum(List<Integer> numbers) {
        return numbers.stream().mapToInt(Integer::intValue).sum();
    }

    @Test
    void wrongParametersAndRolesAreRefused() {
        as("viewer")
                .get("/api/v1/stages/calendar?on=soon&days=367&maxCustomers=0&maxChanges=many")
                .then()
                .statusCode(400)
                .body("faults.pointer", contains("/on", "/days", "/maxCustomers", "/maxChanges"));
        as("caller").get(URL).then().statusCode(403);
    }
}
