package io.tenure.app;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.nio.file.StandardOpenOption.CREATE;
import static java.nio.file.StandardOpenOption.READ;
import static java.nio.file.StandardOpenOption.WRITE;

import io.zonky.test.db.postgres.embedded.EmbeddedPostgres;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Base64;
import java.util.Comparator;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/// A PostgreSQL server owned by this process, whose data stays in one folder between starts.
///
/// It listens on a free port of loopback only, where every local user could reach it, so it asks for passwords
/// (SCRAM). They are random, and in files that only the owner of the folder reads. The service has a role that owns
/// its database and nothing else. The folder contains `server` (the unpacked programs), `data`, `postgres.log`,
/// `lock`, `initialised`, `password` (of the service) and `superuser-password`.
final class EmbeddedPostgresDatabase implements EmbeddedDatabase {

    /// Of the service, and of its database.
    private static final String NAME = "tenure";

    private static final int PASSWORD_BYTES = 24;
    private static final Duration MAX_START = Duration.ofSeconds(60);
    private static final Duration MAX_STOP = Duration.ofSeconds(30);

    private final Path folder;
    private final Path data;
    private final Path initialised;
    private final Path password;
    private final Path superuserPassword;

    /// Open for the life of the process: the operating system releases the lock even if the process is killed.
    @SuppressWarnings("unused")
    private final FileChannel lock;

    private EmbeddedPostgresDatabase(Path folder, FileChannel lock) {
        this.folder = folder;
        this.data = folder.resolve("data");
        this.initialised = folder.resolve("initialised");
        this.password = folder.resolve("password");
        this.superuserPassword = folder.resolve("superuser-password");
        this.lock = lock;
    }

    /// The database in this folder.
    ///
    /// @throws StartupException if another process uses the folder, or it cannot be written
    static EmbeddedPostgresDatabase at(Path path) throws StartupException {
        var folder = path.toAbsolutePath().normalize();
        try {
            SecretFile.createFolder(folder);
            SecretFile.restrictFolder(folder);
            var lock = FileChannel.open(folder.resolve("lock"), CREATE, READ, WRITE);
            if (lock.tryLock() == null) {
                var owner = Files.readString(folder.resolve("lock"), UTF_8).strip();
                lock.close();
                throw new StartupException(
                        "Another Tenure (process %s) uses the data in %s. Stop it, or choose another folder: ./tenure run --data DIR"
                                .formatted(owner, folder));
            }
            lock.truncate(0);
            lock.write(
                    ByteBuffer.wrap(Long.toString(ProcessHandle.current().pid()).getBytes(UTF_8)));
            return new EmbeddedPostgresDatabase(folder, lock);
        } catch (IOException failure) {
            throw new StartupException(
                    "The database folder %s cannot be used: %s.".formatted(folder, failure), failure);
        }
    }

    @Override
    public Path log() {
        return folder.resolve("postgres.log");
    }

    @Override
    public String user() {
        return NAME;
    }

    @Override
    public String password() throws IOException {
        return Files.readString(password, UTF_8).strip();
    }

    @Override
    public synchronized String start() throws IOException, StartupException {
        // A server that outlived a killed process still uses the data, so it must be stopped first.
        stop();
        var fresh = Files.notExists(initialised);
        if (fresh) {
            System.out.println("Creating the embedded PostgreSQL in " + folder + " (only at the first start) ...");
            // Incomplete files of a first start that was interrupted; they never contained data.
            deleteTree(data);
            SecretFile.write(password, randomPassword());
            SecretFile.write(superuserPassword, randomPassword());
        } else if (Files.notExists(password) || Files.notExists(superuserPassword)) {
            throw new StartupException(("The data in %s is of an older build, whose database had no passwords, or its"
                            + " password files are lost; choose another folder with ./tenure run --data DIR, or delete"
                            + " this one if you don't need what is in it.")
                    .formatted(folder));
        }
        Files.deleteIfExists(data.resolve("postmaster.pid"));
        Files.deleteIfExists(log());
        // The library deletes its own old folders there, so it must never be a shared temporary folder.
        System.setProperty("ot.epg.working-dir", folder.resolve("server").toString());
        var server = EmbeddedPostgres.builder()
                .setOverrideWorkingDirectory(folder.resolve("server").toFile())
                .setDataDirectory(data)
                .setCleanDataDirectory(false)
                .setRegisterShutdownHook(false)
                .setPGStartupWait(MAX_START)
                .setOutputRedirector(ProcessBuilder.Redirect.appendTo(log().toFile()))
                .setErrorRedirector(ProcessBuilder.Redirect.appendTo(log().toFile()))
                // The same order and case rules on every machine, whatever locales it has.
                .setLocaleConfig("locale", "C")
                .setLocaleConfig("locale-provider", "builtin")
                .setLocaleConfig("builtin-locale", "C.UTF-8")
                // Options of initdb like those above; they override the trust in every local user that the library
                // sets.
                .setLocaleConfig("auth-host", "scram-sha-256")
                .setLocaleConfig("auth-local", "scram-sha-256")
                .setLocaleConfig("pwfile", superuserPassword.toString())
                .setConnectConfig(
                        "password", Files.readString(superuserPassword, UTF_8).strip())
                // The library is made for tests and turns both off; here an acknowledged write has to last.
                .setServerConfig("fsync", "on")
                .setServerConfig("synchronous_commit", "on")
                .setServerConfig("unix_socket_directories", "''")
                .start();
        createDatabase(server);
        if (fresh) {
            Files.createFile(initialised);
        }
        return String.format(Locale.ROOT, "jdbc:postgresql://localhost:%d/%s", server.getPort(), NAME);
    }

    /// Called while it starts, it lets the start finish first: half started, a server can't be found.
    @Override
    public synchronized void stop() throws IOException {
        var running = runningServer();
        if (running.isEmpty()) {
            return;
        }
        var server = running.get();
        signal("-INT", server); // fast shutdown: ends the sessions, writes a checkpoint
        try {
            server.onExit().get(MAX_STOP.toSeconds(), TimeUnit.SECONDS);
        } catch (TimeoutException | ExecutionException _) {
            throw new IOException(String.format(
                    Locale.ROOT, "process %d did not stop within %d s", server.pid(), MAX_STOP.toSeconds()));
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private Optional<ProcessHandle> runningServer() throws IOException {
        var file = data.resolve("postmaster.pid");
        if (Files.notExists(file)) {
            return Optional.empty();
        }
        var pid = Files.readString(file, UTF_8).lines().findFirst().orElse("").strip();
        if (!pid.matches("\\d{1,18}")) {
            return Optional.empty();
        }
        return ProcessHandle.of(Long.parseLong(pid))
                .filter(ProcessHandle::isAlive)
                .filter(this::usesThisDataFolder);
    }

    /// The number in an old file may belong to another process by now, which must not be stopped.
    private boolean usesThisDataFolder(ProcessHandle process) {
        return process.info().commandLine().orElse("").contains(data.toString());
    }

    private static void signal(String signal, ProcessHandle process) throws IOException {
        var command = new ProcessBuilder("kill", signal, Long.toString(process.pid()));
        try {
            command.redirectErrorStream(true)
                    .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                    .start()
                    .waitFor();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        }
    }

    private void createDatabase(EmbeddedPostgres server) throws IOException {
        try (var connection = server.getPostgresDatabase().getConnection();
                var statement = connection.createStatement()) {
            try (var found = statement.executeQuery("select 1 from pg_database where datname = '" + NAME + "'")) {
                if (found.next()) {
                    return;
                }
            }
            // The password has only letters, digits, - and _.
            statement.execute("create role " + NAME + " login password '" + password() + "'");
            statement.execute("create database " + NAME + " owner " + NAME);
            statement.execute("revoke connect on database " + NAME + " from public");
        } catch (SQLException failure) {
            throw new IOException("could not create its database: " + failure.getMessage(), failure);
        }
    }

    private static String randomPassword() {
        var bytes = new byte[PASSWORD_BYTES];
        new SecureRandom().nextBytes(bytes);
        return Base64.getUrlEncoder().withoutPadding().encodeToString(bytes);
    }

    private static void deleteTree(Path tree) throws IOException {
        if (Files.notExists(tree)) {
            return;
        }
        try (var paths = Files.walk(tree)) {
            for (var path : paths.sorted(Comparator.reverseOrder()).toList()) {
                Files.delete(path);
            }
        }
    }
}
