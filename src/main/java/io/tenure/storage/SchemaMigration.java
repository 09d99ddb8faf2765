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

/// Brings the database's tables up to date before anything asks for them.
///
/// That is Flyway's work, which asks some thirty questions to find that there is nothing to do. One question
/// first finds the same out: whether every migration that ships has been applied as it is.
@Singleton
final class SchemaMigration {
    /// Files in `db/migration`.
    static final List<String> MIGRATIONS = List.of("V1__rules.sql", "V2__record.sql", "V3__people.sql");

    /// Flyway's checksum of each by its version, made as this class is initialised, which for a native binary is
    /// while it is built.
    private static final Map<String, Integer> CHECKSUMS = checksums();

    private final Database database;
    private final Instance<Flyway> flyway;
    private final boolean migrationEnabled;

    SchemaMigration(
            Database database,
            Instance<Flyway> flyway,
            @ConfigProperty(name = "tenure.database.migrate") boolean migrates) {
        this.database = database;
        this.flyway = flyway;
        this.migrationEnabled = migrates;
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

    /// As Flyway makes it: over the lines, whatever their ends.
    private static int checksum(String migration) {
        try (BufferedReader lines = new BufferedReader(new InputStreamReader(
                Objects.requireNonNull(SchemaMigration.class.getResourceAsStream("/db/migration/" + migration)),
                UTF_8))) {
            CRC32 checksum = new CRC32();
            lines.lines().forEach(line -> checksum.update(line.getBytes(UTF_8)));
            return (int) checksum.getValue();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
