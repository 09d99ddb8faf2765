package io.tenure.contract;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.PostgresForTests;
import java.io.IOException;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.TimeUnit;

/// A real PostgreSQL for one test, which waits for the disk at each commit, and which the test can break.
final class FaultyPostgres implements AutoCloseable {
    private static final Duration MAX_START = Duration.ofSeconds(60);

    final int port;
    private final Path bin;
    private final Path data;
    private final Map<String, String> environment = new HashMap<>();
    private Process server;

    private FaultyPostgres(Path folder, int port) throws IOException {
        this.port = port;
        this.data = folder.resolve("data");
        // The shared test server has unpacked the programs.
        new PostgresForTests().start();
        try (var unpacked = Files.list(Path.of("target", "postgres"))) {
            bin = unpacked.filter(p -> p.getFileName().toString().startsWith("PG-"))
                    .findFirst()
                    .orElseThrow()
                    .resolve("bin")
                    .toAbsolutePath();
        }
    }

    static FaultyPostgres in(Path folder) throws Exception {
        Files.createDirectories(folder);
        try (ServerSocket free = new ServerSocket(0)) {
            FaultyPostgres postgres = new FaultyPostgres(folder.toAbsolutePath(), free.getLocalPort());
            postgres.initialise();
            return postgres;
        }
    }

    static FaultyPostgres fresh() throws Exception {
        return in(Path.of("target", "faulty-" + UUID.randomUUID()));
    }

    private void initialise() throws Exception {
        run(
                bin.resolve("initdb").toString(),
                "-D",
                data.toString(),
                "-U",
                "postgres",
                "-A",
                "trust",
                "--no-locale",
                "-E",
                "UTF8");
    }

    /// Sets an environment variable of the server, from the next start on.
    void environment(String name, String value) {
        environment.put(name, value);
    }

    void start(String... settings) throws Exception {
        List<String> command =
                asUnprivilegedUser(bin.resolve("postgres").toString(), "-D", data.toString(), "-p", "" + port);
        command.addAll(List.of("-c", "listen_addresses=localhost", "-c", "unix_socket_directories=", "-c", "fsync=on"));
        for (String setting : settings) {
            command.add("-c");
            command.add(setting);
        }
        ProcessBuilder builder = new ProcessBuilder(command)
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", "faulty-postgres.log").toFile()));
        builder.environment().putAll(environment);
        server = builder.start();
        Instant begun = Instant.now();
        while (!answers()) {
            assertThat(server.isAlive()).as("see target/faulty-postgres.log").isTrue();
            assertThat(Duration.between(begun, Instant.now())).isLessThan(MAX_START);
            Thread.sleep(100);
        }
    }

    void startIfDead() throws Exception {
        Thread.sleep(2_000);
        if (!server.isAlive()) {
            start();
        }
    }

    String url() {
        return "jdbc:postgresql://localhost:" + port + "/postgres";
    }

    /// Fast shutdown: closes the connections and shuts down cleanly.
    void stop() throws Exception {
        run(bin.resolve("pg_ctl").toString(), "-D", data.toString(), "-m", "fast", "-w", "stop");
        server.waitFor(30, TimeUnit.SECONDS);
    }

    /// Kills all its processes at once, as a power failure does.
    void kill() throws Exception {
        List<ProcessHandle> all = new ArrayList<>(server.descendants().toList());
        all.add(server.toHandle());
        all.forEach(ProcessHandle::destroyForcibly);
        server.waitFor(30, TimeUnit.SECONDS);
    }

    @Override
    public void close() throws Exception {
        if (server != null && server.isAlive()) {
            kill();
        }
    }

    long count(String sql) throws SQLException {
        return Long.parseLong(list(sql).getFirst());
    }

    /// The first column of the result.
    List<String> list(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "postgres", "");
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(sql)) {
            List<String> list = new ArrayList<>();
            while (rows.next()) {
                list.add(rows.getString(1));
            }
            return list;
        }
    }

    void execute(String sql) throws SQLException {
        try (Connection connection = DriverManager.getConnection(url(), "postgres", "");
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private boolean answers() {
        try {
            return count("select 1") == 1;
        } catch (SQLException _) {
            return false;
        }
    }

    private void run(String... command) throws Exception {
        ProcessBuilder builder = new ProcessBuilder(asUnprivilegedUser(command))
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.appendTo(
                        Path.of("target", "faulty-postgres.log").toFile()));
        builder.environment().putAll(environment);
        assertThat(builder.start().waitFor())
                .as("see target/faulty-postgres.log: %s", List.of(command))
                .isZero();
    }

    /// PostgreSQL refuses to run as root, except in a separate user namespace.
    private static List<String> asUnprivilegedUser(String... command) {
        List<String> all = new ArrayList<>();
        if (System.getProperty("user.name").equals("root")) {
            all.addAll(List.of("unshare", "-U"));
        }
        all.addAll(List.of(command));
        return all;
    }
}
