package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static io.tenure.UsersForTests.given;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.restassured.response.Response;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.sql.DataSource;

/// A customer of each test, decisions about them, and what is on record of them.
abstract class RecordedCustomer {
    private static final ObjectMapper MAPPER = new ObjectMapper();

    @Inject
    DataSource source;

    /// An id with characters that a URL must encode.
    final String customer = "kunde/ü 1%+客户-" + UUID.randomUUID();

    Response timeline(String language, String form) {
        return as("viewer")
                .header("Accept-Language", language)
                .accept(form)
                .get("/api/v1/customers/{id}/timeline", customer);
    }

    String stable(String asOf) {
        return body(asOf, 15, 480, 500, 0);
    }

    String declining(String asOf) {
        return body(asOf, 15, 200, 500, 1);
    }

    String forming(String asOf) {
        return body(asOf, 15, 800, 500, 0);
    }

    String prospect(String asOf) {
        return """
                {"customerId": "%s", "asOf": "%s", "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 0}}""".formatted(escaped(), asOf);
    }

    String body(String asOf, int purchases, int volume, int prior, int complaints) {
        return String.format(Locale.ROOT, """
                {"customerId": "%s", "asOf": "%s", "facts": {"relationshipType": "NON_CONTRACTUAL",
                 "purchaseCount": %d, "recencyDays": 10, "meanInterpurchaseDays": 30, "volumeCurrent": %d,
                 "volumePrior": %d, "openComplaints": %d, "clv": 600, "marketingConsent": true,
                 "currentValueScore": 40, "potentialValueScore": 80}}""", escaped(), asOf, purchases, volume, prior, complaints);
    }

    String escaped() {
        return customer.replace("\\", "\\\\").replace("\"", "\\\"");
    }

    static Response decide(String body, String language, String key) {
        var request = given().contentType("application/json")
                .header("Accept-Language", language)
                .body(body.getBytes(StandardCharsets.UTF_8));
        return (key == null ? request : request.header("Idempotency-Key", key)).post("/api/v1/decisions");
    }

    static String decision(Response decided) {
        return "/api/v1/decisions/" + id(decided);
    }

    static String id(Response decided) {
        assertThat(decided.statusCode()).as(decided.asString()).isEqualTo(200);
        return decided.jsonPath().getString("decisionId");
    }

    static JsonNode json(Response response) throws IOException {
        assertThat(response.statusCode()).as(response.asString()).isEqualTo(200);
        return MAPPER.readTree(response.asByteArray());
    }

    List<String> rows(String sql) throws SQLException {
        try (Connection connection = source.getConnection();
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> list = new ArrayList<>();
            while (rows.next()) {
                list.add(rows.getString(1));
            }
            return list;
        }
    }

    static String hex(String text) {
        return HexFormat.of().formatHex(text.getBytes(StandardCharsets.UTF_8));
    }
}
