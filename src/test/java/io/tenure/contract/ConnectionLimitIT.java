package io.tenure.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpResponse;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/// A server whose connections others have all taken: a service that has started still decides.
@Tag("slow")
class ConnectionLimitIT {
    private static final int MAX_CONNECTIONS = 15;
    private static final int CALLERS = 16;
    private static final int DECISIONS = 100;
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);
    private static final String OWN = "select count(*) from pg_stat_activity where backend_type = 'client backend'";
    private static final String CUSTOMER = """
        {"customerId": "c-%s", "asOf": "2026-06-30",
         "facts": {"relationshipType": "NON_CONTRACTUAL", "purchaseCount": 12, "recencyDays": 45}}
        """;

    private final PackagedService service = new PackagedService("connection-limit.log");
    private final List<Connection> others = new ArrayList<>();
    private FaultyPostgres postgres;

    @AfterEach
    void stop() throws Exception {
        service.kill();
        for (Connection other : others) {
            other.close();
        }
        if (postgres != null) {
            postgres.close();
        }
    }

    @Test
    void decidesUnderLoadThoughTheServerHasNoConnectionLeft() throws Exception {
        postgres = FaultyPostgres.fresh();
        postgres.start("max_connections=" + MAX_CONNECTIONS, "superuser_reserved_connections=0");
        service.configuration.put("quarkus.datasource.jdbc.url", postgres.url());
        service.start();
        awaitOpenConnections();
        assertThat(service.decide(CUSTOMER.formatted("first")).statusCode()).isEqualTo(200);
        takeAllOthers();

        try (ExecutorService threads = Executors.newFixedThreadPool(CALLERS)) {
            List<Future<List<Integer>>> callers = new ArrayList<>();
            for (int c = 0; c < CALLERS; c++) {
                String name = "caller-" + c;
                callers.add(threads.submit((Callable<List<Integer>>) () -> decide(name)));
            }
            for (Future<List<Integer>> caller : callers) {
                assertThat(caller.get()).hasSize(DECISIONS).containsOnly(200);
            }
        }
        assertThat(service.readiness()).isEqualTo(200);
    }

    private List<Integer> decide(String caller) throws Exception {
        List<Integer> statuses = new ArrayList<>();
        for (int i = 0; i < DECISIONS; i++) {
            HttpResponse<String> response = service.decide(CUSTOMER.formatted(caller + "-" + i));
            statuses.add(response.statusCode());
        }
        return statuses;
    }

    /// Until the service has opened the four that it keeps; one counts them.
    private void awaitOpenConnections() throws Exception {
        Instant begun = Instant.now();
        while (postgres.count(OWN) < 5) {
            assertThat(Duration.between(begun, Instant.now())).isLessThan(MAX_WAIT);
            Thread.sleep(100);
        }
    }

    private void takeAllOthers() {
        try {
            while (others.size() < MAX_CONNECTIONS) {
                others.add(DriverManager.getConnection(postgres.url(), "postgres", ""));
            }
        } catch (SQLException full) {
            assertThat(full.getSQLState()).isEqualTo("53300");
            return;
        }
        throw new AssertionError("The server takes more than " + MAX_CONNECTIONS + " connections");
    }
}
