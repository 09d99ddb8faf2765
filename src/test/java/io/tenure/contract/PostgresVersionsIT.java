package io.tenure.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.Statement;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The packaged service on each supported version of PostgreSQL.
@Tag("slow")
class PostgresVersionsIT {
    private static final String CUSTOMER = """
        {"customerId": "C07", "asOf": "%s",
         "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 12, "recencyDays": 45}}
        """;

    private final PackagedService service = new PackagedService("postgres-versions.log");

    @AfterEach
    void stop() throws InterruptedException {
        service.kill();
    }

    @ParameterizedTest
    @ValueSource(ints = {15, 16, 17, 18})
    void decidesRecallsPublishesReportsErasesAndRestarts(int version) throws Exception {
        try (EmbeddedPostgres postgres = VersionedPostgres.start(version)) {
            assertThat(serverVersion(postgres)).startsWith(version + ".");
            service.configuration.put("quarkus.datasource.jdbc.url", postgres.getJdbcUrl("postgres", "postgres"));
            service.start();
            HttpResponse<String> first = succeeds(service.decide(CUSTOMER.formatted("2026-06-01"), "key-1"));
            assertThat(succeeds(service.decide(CUSTOMER.formatted("2026-06-01"), "key-1"))
                            .body())
                    .isEqualTo(first.body());
            HttpResponse<String> second = succeeds(service.decide(CUSTOMER.formatted("2026-06-30")));
            assertThat(service.json(second).at("/recalledFacts/decidedDays").asInt())
                    .isEqualTo(1);
            String id = service.json(first).path("decisionId").asText();
            succeeds(service.post("caller", "/api/v1/decisions/" + id + "/feedback", "{\"type\": \"COMPLAINED\"}"));
            succeeds(service.get("viewer", "/api/v1/report"));
            succeeds(service.publish(
                    service.draft(Map.of("settings.xlsx", ChangedSettings.withDeclineLabel("Decline A")))));

            service.kill();
            service.start();
            assertThat(service.json(succeeds(service.decide(CUSTOMER.formatted("2026-07-01"))))
                            .at("/ruleset/release")
                            .asInt())
                    .isEqualTo(2);
            assertThat(succeeds(service.get("viewer", "/api/v1/decisions/" + id))
                            .body())
                    .isEqualTo(first.body());
            assertThat(service.json(succeeds(service.request("viewer", "POST", "/api/v1/decisions/" + id + "/replay")))
                            .path("identical")
                            .asBoolean())
                    .isTrue();
            assertThat(succeeds(service.get("viewer", "/api/v1/customers/C07/timeline"))
                            .body())
                    .contains("2026-06-01", "2026-06-30", "2026-07-01");
            succeeds(service.request("olga", "DELETE", "/api/v1/customers/C07"));
            assertThat(service.get("viewer", "/api/v1/decisions/" + id).statusCode())
                    .isEqualTo(410);
            service.kill();
        }
    }

    private static String serverVersion(EmbeddedPostgres postgres) throws Exception {
        try (Connection connection = postgres.getPostgresDatabase().getConnection();
                Statement statement = connection.createStatement();
                ResultSet row = statement.executeQuery("show server_version")) {
            row.next();
            return row.getString(1);
        }
    }

    private static HttpResponse<String> succeeds(HttpResponse<String> response) {
        assertThat(response.statusCode()).as(response.body()).isBetween(200, 204);
        return response;
    }
}
