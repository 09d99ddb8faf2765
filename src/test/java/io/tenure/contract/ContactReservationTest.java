package io.tenure.contract;

import static io.tenure.UsersForTests.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.util.List;
import java.util.UUID;
import org.junit.jupiter.api.Test;

/// Contacts that come with a decision and contacts on record are counted together, on either side of its day.
@QuarkusTest
class ContactReservationTest {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    private final String customer = "customer-" + UUID.randomUUID();

    @Test
    void aContactGivenAndOneOnRecordCountLikeTwoGiven() throws IOException {
        JsonNode reserved = decide(customer, "2026-06-30", 2, true, "");
        assertThat(reserved.at("/reservedContact/action").textValue()).isNotEmpty();

        String call = """
                {"date": "2026-06-20", "channel": "PHONE", "action": "PERSONALISED_VALUE_ADD"}""";
        JsonNode together = decide(customer, "2026-07-02", 2, false, call);
        JsonNode given = decide(
                "other-" + customer,
                "2026-07-02",
                2,
                false,
                call
                        + """
                , {"date": "2026-06-30", "channel": "%s", "action": "%s"}""".formatted(
                                        reserved.at("/reservedContact/channel").textValue(),
                                        reserved.at("/reservedContact/action").textValue()));

        assertThat(together.get("nextBestActions")).isEqualTo(given.get("nextBestActions"));
        assertThat(together.get("excluded")).isEqualTo(given.get("excluded"));
        assertThat(together.get("excluded").findValuesAsText("rule")).contains("E4");
        assertThat(together.at("/nextBestActions/0/action").textValue()).isEqualTo("NO_ACTION");
    }

    @Test
    void aContactReservedForALaterDayCountsOnAnEarlierOne() throws IOException {
        assertThat(decide(customer, "2026-06-30", 1, true, "").has("reservedContact"))
                .isTrue();

        JsonNode earlier = decide(customer, "2026-06-29", 1, true, "");
        assertThat(earlier.has("reservedContact")).isFalse();
        assertThat(earlier.get("excluded").findValuesAsText("reason"))
                .contains("1 contact within 30 days, later ones included: the cap is reached");
        assertThat(decide(customer, "2026-05-31", 1, true, "").has("reservedContact"))
                .as("no 30 days hold both")
                .isTrue();
    }

    /// The least gap of an action stands in its row of the catalogue, which is cited.
    @Test
    void anActionTakenTooShortlyBeforeIsExcludedByItsRowOfTheCatalogue() throws IOException {
        JsonNode answer = decide(customer, "2026-07-02", 9, false, """
                        {"date": "2026-06-20", "channel": "EMAIL", "action": "CROSS_SELL_NEW_BUSINESS"}""");
        List<JsonNode> gaps = answer.get("excluded")
                .valueStream()
                .filter(exclusion -> exclusion.get("rule").textValue().equals("E4g"))
                .toList();
        assertThat(gaps).singleElement().satisfies(gap -> {
            assertThat(gap.get("action").textValue()).isEqualTo("CROSS_SELL_NEW_BUSINESS");
            assertThat(gap.get("reason").textValue()).isEqualTo("taken less than 30 days ago");
            assertThat(gap.get("workbook").textValue()).isEqualTo("settings.xlsx");
            assertThat(gap.get("sheet").textValue()).isEqualTo("Actions");
            assertThat(gap.get("row").intValue()).isPositive();
        });
    }

    private static JsonNode decide(String customer, String asOf, int cap, boolean reserve, String contacts)
            throws IOException {
        String body = """
                {"customerId": "%s", "asOf": "%s", "reserveContact": %s, "contacts": [%s], "facts": {
                 "relationshipType": "NON_CONTRACTUAL", "purchaseCount": 15, "recencyDays": 20, "volumeCurrent": 520,
                 "volumePrior": 500, "profitCurrent": 210, "profitPrior": 200, "stableDays": 200, "openComplaints": 0,
                 "satisfaction": 4, "marketingConsent": true, "clv": 2500, "currentValueScore": 85,
                 "potentialValueScore": 70, "npsScore": 9, "contactCap": %s, "shareOfWallet": 0.4}}""".formatted(customer, asOf, reserve, contacts, cap);
        return MAPPER.readTree(given().contentType("application/json")
                .body(body)
                .post("/api/v1/decisions")
                .then()
                .statusCode(200)
                .extract()
                .asString());
    }
}
