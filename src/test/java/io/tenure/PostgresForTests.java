package io.tenure;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.HashMap;
import java.util.Map;
import java.util.UUID;

/// One real PostgreSQL for the test run, with an empty database for every start of the application.
///
/// Found through `META-INF/services`, so tests need no annotation.
public final class PostgresForTests implements QuarkusTestResourceLifecycleManager {

    /// Quarkus loads this class again for some starts; its copies share a system property.
    private static final String SERVER = "tenure.test.postgres";

    private static final String USER = "postgres";

    @Override
    public Map<String, String> start() {
        var name = "test_" + UUID.randomUUID().toString().replace('-', '_');
        try (var connection = DriverManager.getConnection(server() + "postgres", USER, "");
                var statement = connection.createStatement()) {
            statement.execute("create database " + name);
        } catch (SQLException failure) {
            throw new IllegalStateException("No database for the tests", failure);
        }
        Map<String, String> configuration = new HashMap<>(UsersForTests.configuration());
        configuration.put("quarkus.datasource.jdbc.url", server() + name);
        configuration.put("quarkus.datasource.username", USER);
        configuration.putAll(EncryptionKeysForTests.configuration());
        return configuration;
    }

    @Override
    public void stop() {
        // The server ends with the process; another test profile may start next.
    }

    private static synchronized String server() {
        var known = System.getProperty(SERVER);
        if (known != null) {
            return known;
        }
        var folder = Path.of("target", "postgres").toAbsolutePath();
        System.setProperty("ot.epg.working-dir", folder.toString());
        try {
            var postgres = EmbeddedPostgres.builder()
                    .setOverrideWorkingDirectory(folder.toFile())
                    .setDataDirectory(folder.resolve("data-" + UUID.randomUUID()))
                    .setLocaleConfig("locale", "C")
                    .setLocaleConfig("locale-provider", "builtin")
                    .setLocaleConfig("builtin-locale", "C.UTF-8")
                    .setServerConfig("unix_socket_directories", "''")
                    .start();
            var address = "jdbc:postgresql://localhost:" + postgres.getPort() + "/";
            System.setProperty(SERVER, address);
            return address;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
