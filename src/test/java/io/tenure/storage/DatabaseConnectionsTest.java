package io.tenure.storage;

import static org.assertj.core.api.Assertions.assertThat;

import io.agroal.api.AgroalDataSource;
import io.agroal.api.configuration.supplier.AgroalDataSourceConfigurationSupplier;
import io.agroal.api.security.NamePrincipal;
import io.quarkus.test.junit.QuarkusTest;
import jakarta.inject.Inject;
import java.sql.Connection;
import java.sql.DriverManager;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.CompletableFuture;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.Test;

/// The connections to PostgreSQL.
@QuarkusTest
class DatabaseConnectionsTest {
    private static final Duration MAX_WAIT = Duration.ofSeconds(20);

    @Inject
    Database database;

    @Inject
    AgroalDataSource source;

    @ConfigProperty(name = "quarkus.datasource.jdbc.url")
    String url;

    @Test
    void noStatementIsCompiledToMachineCode() {
        assertThat(database.list(r -> r.getString(1), "show jit")).containsExactly("off");
        assertThat(database.list(r -> r.getString(1), "show plan_cache_mode")).containsExactly("force_generic_plan");
    }

    @Test
    void thoseThatDecidingNeedsAreAlwaysOpen() throws Exception {
        Instant begun = Instant.now();
        while (source.getMetrics().activeCount() + source.getMetrics().availableCount() < 4) {
            assertThat(Duration.between(begun, Instant.now())).isLessThan(MAX_WAIT);
            Thread.sleep(50);
        }
        assertThat(source.getConfiguration().connectionPoolConfiguration().minSize())
                .isEqualTo(4);
    }

    @Test
    void workWaitsWhileTheServerHasNoConnectionLeft() throws Exception {
        database.transaction(c -> {
            Database.execute(c, "create role limited login connection limit 1");
            return 0;
        });
        try (AgroalDataSource limited = AgroalDataSource.from(new AgroalDataSourceConfigurationSupplier()
                .connectionPoolConfiguration(pool -> pool.maxSize(2)
                        .connectionFactoryConfiguration(
                                factory -> factory.jdbcUrl(url).principal(new NamePrincipal("limited")))))) {
            CompletableFuture<Integer> waiting;
            try (Connection only = DriverManager.getConnection(url, "limited", "")) {
                waiting = CompletableFuture.supplyAsync(() ->
                        new Database(limited).list(r -> r.getInt(1), "select 1").getFirst());
                // Long enough for several attempts.
                Thread.sleep(300);
                assertThat(only.isValid(1)).isTrue();
                assertThat(waiting).isNotDone();
            }
            assertThat(waiting.get()).isEqualTo(1);
        } finally {
            database.transaction(c -> Database.execute(c, "drop role limited"));
        }
    }
}
