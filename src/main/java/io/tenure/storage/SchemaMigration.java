package io.tenure.storage;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.zip.CRC32;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.flywaydb.core.Flyway;

/// Brings the database schema up to date at startup, before anything uses it.
///
/// Flyway does it, with some thirty queries to find that there is nothing to do. One query first finds out the same:
/// whether every migration of this version has been applied, unchanged.
@Singleton
final class SchemaMigration {
    /// Names of the files in `db/migration`, which the build lists.
    static final List<String> MIGRATIONS = lines("/db/migrations.index");

    /// Flyway's checksum of each migration by its version, computed when this class is initialised: for a native
    /// binary, while it is built.
    private static final Map<String, Integer> CHECKSUMS = checksums();

    private final Database database;
    private final Instance<Flyway> flyway;
    private final boolean migrationEnabled;

    SchemaMigration(
            Database database,
            Instance<Flyway> flyway,
            @ConfigProperty(name = "tenure.database.migrate") boolean migrationEnabled) {
        this.database = database;
        this.flyway = flyway;
        this.migrationEnabled = migrationEnabled;
    }

    void start(@Observes @Priority(0) StartupEvent event) {
        if (migrationEnabled && !isCurrent()) {
            flyway.get().migrate();
        }
    }

    /// Whether Flyway would find nothing to do and nothing to object to.
    boolean isCurrent() {
        record Applied(String version, int checksum, boolean success) {}
        return database.transaction(c -> {
            if (!Database.first(c, r -> r.getBoolean(1), "select to_regclass('flyway_schema_history') is not null")
                    .orElseThrow()) {
                return false;
            }
            List<Applied> applied = Database.list(
                    c,
                    r -> new Applied(r.getString(1), r.getInt(2), r.getBoolean(3)),
                    "select version, checksum, success from flyway_schema_history where version is not null");
            return applied.stream().allMatch(Applied::success)
                    && applied.stream()
                            .filter(a -> CHECKSUMS.containsKey(a.version))
                            .collect(Collectors.toMap(Applied::version, Applied::checksum))
                            .equals(CHECKSUMS);
        });
    }

    private static Map<String, Integer> checksums() {
        Map<String, Integer> checksums = new HashMap<>();
        for (String migration : MIGRATIONS) {
            checksums.put(migration.substring(1, migration.indexOf("__")), checksum(migration));
        }
        return Map.copyOf(checksums);
    }

    /// As Flyway computes it: over the lines, whatever their line ends.
    private static int checksum(String migration) {
        CRC32 checksum = new CRC32();
        lines("/db/migration/" + migration).forEach(line -> checksum.update(line.getBytes(UTF_8)));
        return (int) checksum.getValue();
    }

    private static List<String> lines(String resource) {
        try (BufferedReader reader = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SchemaMigration.class.getResourceAsStream(resource), resource), UTF_8))) {
            return reader.lines().toList();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
