package io.tenure.app;

import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.tenure.encryption.CompressionLibrary;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/// The process: starts the embedded database if one is configured, then the service, and stops both in reverse
/// order.
///
/// These settings are needed before Quarkus reads its configuration, so they are taken from system
/// properties and environment variables alone, by the names Quarkus gives them.
@QuarkusMain
public final class Tenure {

    private static final String DATABASE_URL = "quarkus.datasource.jdbc.url";
    private static final String PORT = "quarkus.http.port";
    private static final String DEFAULT_PORT = "8080";
    private static final int MAX_PORT = 65_535;
    private static final String CONFIG_FILES = "smallrye.config.locations";
    private static final int MAX_SHUTDOWN_SECONDS = 30;

    /// @param args none, or `health`: exits with 0 if the service on this machine is ready, else with 1
    public static void main(String... args) {
        if (args.length == 1 && args[0].equals("health")) {
            System.exit(ReadinessProbe.isReady(Integer.parseInt(settingOr(PORT, DEFAULT_PORT))) ? 0 : 1);
        }
        // Read when the first request comes. Malformed requests are told so by a problem, and not by an empty response.
        System.setProperty("vertx.disableURIValidation", "true");
        // Set by what comes first: the start of the service, or the end of the process.
        var startOrStop = new AtomicBoolean();
        var serviceStopped = new CountDownLatch(1);
        try {
            requireTemporaryFolder();
            port();
            var keys = setting("tenure.keys.file");
            if (keys != null) {
                addConfigFile(LocalKeys.createIfMissing(Path.of(keys)));
            }
            ConfigurationFiles.check(settingOr(CONFIG_FILES, ""));
            var credentials = setting("tenure.credentials.file");
            if (credentials != null) {
                DemoAccounts.configure(Path.of(credentials));
            }
            var folder = setting("tenure.database.directory");
            if (folder != null && setting(DATABASE_URL) == null) {
                requireFreePort();
                startDatabase(Path.of(folder), startOrStop, serviceStopped);
            }
        } catch (StartupException reason) {
            System.err.println(reason.getMessage());
            System.exit(1);
        }
        if (!startOrStop.compareAndSet(false, true)) {
            return;
        }
        CompressionLibrary.preload();
        try {
            Quarkus.run(
                    WelcomeMessage.class,
                    (exitCode, failure) -> {
                        serviceStopped.countDown();
                        if (failure != null) {
                            printFailure(failure);
                        }
                        // In development a stop is a reload, and the process lives on.
                        if (LaunchMode.current() == LaunchMode.NORMAL) {
                            System.exit(exitCode);
                        }
                    },
                    args);
        } catch (RuntimeException | Error failure) {
            // Quarkus hands only exceptions to the handler; what fails while classes are initialised is an error.
            serviceStopped.countDown();
            printFailure(failure);
            System.exit(1);
        }
    }

    /// Prints why the service did not start, which Quarkus leaves to the exit handler.
    ///
    /// One sentence if the user can fix it; else the whole exception. Not by the log, which may not be set up yet
    /// and then keeps it for itself.
    private static void printFailure(Throwable failure) {
        var sentence = FailureMessage.of(failure, host(), settingOr(PORT, DEFAULT_PORT));
        if (sentence.isPresent()) {
            System.err.println(sentence.get());
        } else {
            System.err.println("The service did not start: " + FailureMessage.rootSentence(failure));
            failure.printStackTrace(System.err);
        }
    }

    /// Libraries unpack themselves there, and received bodies wait there; each would fail in its own way.
    private static void requireTemporaryFolder() throws StartupException {
        var folder = System.getProperty("java.io.tmpdir");
        try {
            Files.delete(Files.createTempFile(Path.of(folder), "tenure", null));
        } catch (IOException failure) {
            throw new StartupException(
                    "The folder for temporary files, %s, is not writable (%s). Make it writable, or name another one with -Djava.io.tmpdir=DIR."
                            .formatted(folder, FailureMessage.reason(failure)),
                    failure);
        }
    }

    private static void addConfigFile(Path file) {
        var others = setting(CONFIG_FILES);
        var uri = file.toUri().toString();
        System.setProperty(CONFIG_FILES, others == null ? uri : others + "," + uri);
    }

    private static void startDatabase(Path folder, AtomicBoolean startOrStop, CountDownLatch serviceStopped)
            throws StartupException {
        var factory = EmbeddedDatabase.FACTORY.orElseThrow(() ->
                new StartupException("The native binary has no embedded PostgreSQL. Set QUARKUS_DATASOURCE_JDBC_URL."));
        var database = factory.at(folder);
        // Shutdown hooks run concurrently. This one waits, so that the last requests still have the database.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(
                        () -> stopDatabase(database, startOrStop, serviceStopped), "embedded-database-stop"));
        try {
            System.setProperty(DATABASE_URL, database.start());
            System.setProperty("quarkus.datasource.username", database.user());
            System.setProperty("quarkus.datasource.password", database.password());
        } catch (StartupException reason) {
            throw reason;
        } catch (IOException | RuntimeException failure) {
            throw new StartupException(
                    "The embedded PostgreSQL did not start (%s). Its log: %s"
                            .formatted(failure.getMessage(), database.log()),
                    failure);
        }
    }

    private static void stopDatabase(
            EmbeddedDatabase database, AtomicBoolean startOrStop, CountDownLatch serviceStopped) {
        try {
            var serviceStarted = !startOrStop.compareAndSet(false, true);
            if (serviceStarted && !serviceStopped.await(MAX_SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("The service has not stopped in time; stopping its database now.");
            }
            database.stop();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            System.err.println("The embedded PostgreSQL may still be running: " + failure.getMessage());
        }
    }

    /// Checks the port before the database starts, so that a port in use is reported at once.
    private static void requireFreePort() throws StartupException {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host(), port()));
        } catch (UnknownHostException _) {
            throw new StartupException(FailureMessage.unknownHost(host()));
        } catch (IOException _) {
            throw new StartupException(FailureMessage.portInUse(host(), settingOr(PORT, DEFAULT_PORT)));
        }
    }

    private static String host() {
        return settingOr("quarkus.http.host", "localhost");
    }

    private static int port() throws StartupException {
        var port = settingOr(PORT, DEFAULT_PORT);
        try {
            var number = Integer.parseInt(port);
            if (number >= 0 && number <= MAX_PORT) {
                return number;
            }
        } catch (NumberFormatException _) {
            // Reported below.
        }
        throw new StartupException("The port must be a number from 0 to 65535, not %s.".formatted(port));
    }

    private static String settingOr(String name, String otherwise) {
        var value = setting(name);
        return value == null ? otherwise : value;
    }

    private static @Nullable String setting(String name) {
        var value = System.getProperty(name);
        if (value == null) {
            value = System.getenv(name.toUpperCase(Locale.ROOT).replace('.', '_'));
        }
        return value == null || value.isBlank() ? null : value;
    }
}
