package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static io.tenure.UsersForTests.given;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.contains;

import com.fasterxml.jackson.databind.JsonNode;
import io.quarkus.test.junit.QuarkusTest;
import java.io.IOException;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The customers on record, page by page, as tables and models are measured on them.
@QuarkusTest
class CustomersApiTest extends RecordedCustomer {
    /// The id of the decision that was made last.
    private String latest = "";

    private String request(String asOf, String facts, String purchases) {
        return """
                {"customerId": "%s", "asOf": "%s", "facts": {%s}%s}""".formatted(escaped(), asOf, facts, purchases.isEmpty() ? "" : ", \"purchases\": [" + purchases + "]");
    }

    private static void report(String decision, String body) {
        given().contentType("application/json")
                .body(body)
                .post("/api/v1/decisions/" + decision + "/feedback")
                .then()
                .statusCode(201);
    }

    /// This test's customer, among those of all pages.
    private JsonNode recorded() throws IOException, SQLException {
        long number = number();
        return all().stream()
                .filter(node -> node.get("customer").asLong() == number)
                .findFirst()
                .orElseThrow();
    }

    private long number() throws SQLException {
        return Long.parseLong(rows("select customer from decision where id = '" + latest + "'")
                .getFirst());
    }

    private String decided(String body) {
        latest = id(decide(body, "en", null));
        return latest;
    }

    private static List<JsonNode> all() throws IOException {
        List<JsonNode> customers = new ArrayList<>();
        String after = "";
        do {
            JsonNode page = json(as("viewer").get("/api/v1/customers?limit=7" + after));
            page.get("customers").forEach(customers::add);
            assertThat(page.get("customers").size()).isLessThanOrEqualTo(7);
            after = page.get("next").isNull() ? "" : "&after=" + page.get("next");
        } while (!after.isEmpty());
        return customers;
    }

    @Test
    void tellsWhatTheLatestRequestListedWhatWasReportedLaterAndWhatWasDecided() throws IOException, SQLException {
        String facts = "\"relationshipType\": \"NON_CONTRACTUAL\"";
        String first = "{\"date\": \"2025-01-10\", \"amount\": 20, \"margin\": 5}";
        decided(request("2025-02-01", facts, first));
        decided(request("2025-03-01", facts, first + ", {\"date\": \"2025-02-20\", \"amount\": 30.5}"));
        report(latest, "{\"type\": \"PURCHASED\", \"at\": \"2025-03-01\", \"amount\": 7}");
        report(latest, "{\"type\": \"PURCHASED\", \"at\": \"2025-04-02T23:30:00-02:00\", \"amount\": 12.25}");

        JsonNode customer = recorded();
        assertThat(customer.get("asOf").asText()).isEqualTo("2025-03-01");
        assertThat(customer.get("start").asText()).isEqualTo("2025-01-10");
        assertThat(customer.get("ended").isNull()).isTrue();
        assertThat(customer.get("purchases").toString())
                .isEqualTo("[{\"date\":\"2025-01-10\",\"amount\":20.0,\"margin\":5.0},"
                        + "{\"date\":\"2025-02-20\",\"amount\":30.5,\"margin\":null},"
                        + "{\"date\":\"2025-04-03\",\"amount\":12.25,\"margin\":null}]");
        assertThat(customer.get("stages").toString())
                .isEqualTo("[{\"asOf\":\"2025-02-01\",\"stage\":\"EXPLORATION\"},"
                        + "{\"asOf\":\"2025-03-01\",\"stage\":\"EXPLORATION\"}]");
        assertThat(customer.toString()).doesNotContain("kunde");
    }

    @Test
    void tellsWhenAContractBeganAndWhenItEnded() throws IOException, SQLException {
        String facts = "\"relationshipType\": \"CONTRACTUAL\", \"firstPurchaseDate\": \"2024-01-01\"";
        String decision = decided(request("2025-01-01", facts, ""));
        assertThat(recorded().get("ended").isNull()).isTrue();
        report(decision, "{\"type\": \"LEFT\", \"at\": \"2025-05-01\"}");
        JsonNode customer = recorded();
        assertThat(customer.get("relationshipType").asText()).isEqualTo("CONTRACTUAL");
        assertThat(customer.get("start").asText()).isEqualTo("2024-01-01");
        assertThat(customer.get("ended").asText()).isEqualTo("2025-05-01");
        assertThat(customer.get("purchases").isNull()).isTrue();
    }

    /// Who came back has not left.
    @Test
    void anEndCountsUntilTheCustomerIsBack() throws IOException, SQLException {
        decided(request("2025-01-01", "\"relationshipType\": \"CONTRACTUAL\", \"relationshipEnded\": true", ""));
        assertThat(recorded().get("ended").asText()).isEqualTo("2025-01-01");
        decided(request(
                "2025-03-01", "\"relationshipType\": \"CONTRACTUAL\", \"firstPurchaseDate\": \"2024-01-01\"", ""));
        assertThat(recorded().get("ended").isNull()).isTrue();
    }

    @Test
    void eachCustomerIsOnOnePageAndErasedOnesAreOnNone() throws IOException, SQLException {
        decided(stable("2025-03-01"));
        long number = number();
        List<Long> numbers =
                all().stream().map(node -> node.get("customer").asLong()).toList();
        assertThat(numbers).isSorted().doesNotHaveDuplicates().contains(number);
        as("olga").delete("/api/v1/customers/{id}", customer).then().statusCode(200);
        assertThat(all()).noneMatch(node -> node.get("customer").asLong() == number);
    }

    @Test
    void eachPageIsAuditedAndOnlyViewersMayReadIt() throws SQLException {
        as("viewer").get("/api/v1/customers?after=123456").then().statusCode(200);
        assertThat(
                        rows(
                                "select actor || ' ' || subject || ' ' || succeeded from audit where operation = 'customers-read' and detail = 'after 123456'"))
                .contains("viewer customers true");
        as("caller").get("/api/v1/customers").then().statusCode(403);
        as("viewer")
                .get("/api/v1/customers?after=-1&limit=1001")
                .then()
                .statusCode(400)
                .body("faults.pointer", contains("/after", "/limit"));
    }
}
