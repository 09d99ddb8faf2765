package io.tenure.app;

import io.quarkus.arc.InactiveBeanException;
import io.quarkus.runtime.LaunchMode;
import io.quarkus.runtime.Quarkus;
import io.quarkus.runtime.annotations.QuarkusMain;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import io.tenure.record.NativeLibraryPreload;
import java.io.IOException;
import java.net.BindException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.Locale;
import java.util.Objects;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/// The process: starts the local database when one is asked for, then the service, and stops both in the
/// other order.
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

    /// Class of the SQL states that say so.
    private static final String CONNECTION_ERROR_CLASS = "08";

    /// @param args none, or `health`: ends with 0 where the service on this machine is ready, and else with 1
    public static void main(String... args) {
        if (args.length == 1 && args[0].equals("health")) {
            System.exit(ReadinessProbe.isReady(Integer.parseInt(settingOr(PORT, DEFAULT_PORT))) ? 0 : 1);
        }
        // Taken by whichever comes first: the service's start, or the end of the process.
        var turn = new AtomicBoolean();
        var serviceStopped = new CountDownLatch(1);
        try {
            port();
            var users = setting("tenure.users.file");
            if (users != null) {
                addConfigFile(LocalUsers.createIfMissing(Path.of(users)));
            }
            var keys = setting("tenure.keys.file");
            if (keys != null) {
                addConfigFile(LocalKeys.createIfMissing(Path.of(keys)));
            }
            var folder = setting("tenure.database.dir");
            if (folder != null && setting(DATABASE_URL) == null) {
                requireFreePort();
                startDatabase(Path.of(folder), turn, serviceStopped);
            }
        } catch (StartupException reason) {
            System.err.println(reason.getMessage());
            System.exit(1);
        }
        if (!turn.compareAndSet(false, true)) {
            return;
        }
        NativeLibraryPreload.start();
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
    }

    /// Why the service did not start: Quarkus leaves it to who is told of the end.
    ///
    /// In a sentence where it is for whoever starts it to mend; else with all that is known.
    private static void printFailure(Throwable failure) {
        for (Throwable cause = failure; cause != null; cause = cause.getCause()) {
            if (cause instanceof ConfigurationException || cause instanceof ConfigValidationException) {
                System.err.println(messages(failure, cause));
                return;
            }
            if (cause instanceof BindException) {
                System.err.println(portInUseMessage());
                return;
            }
            if (cause instanceof UnknownHostException) {
                System.err.println(unknownHostMessage());
                return;
            }
            if (cause instanceof InactiveBeanException) {
                System.err.println("No database is named; set QUARKUS_DATASOURCE_JDBC_URL to one.");
                return;
            }
            if (cause instanceof FlywayException) {
                System.err.println("The database's schema can't be brought up to date: " + cause.getMessage());
                return;
            }
            if (cause instanceof SQLException e
                    && e.getSQLState() != null
                    && e.getSQLState().startsWith(CONNECTION_ERROR_CLASS)) {
                System.err.println("The database can't be reached: " + e.getMessage());
                return;
            }
        }
        Logger.getLogger(Tenure.class).error("The service did not start.", failure);
    }

    /// Which settings can't be used says the cause; what is wrong with each, what the failures around it suppressed.
    private static String messages(Throwable failure, Throwable cause) {
        return Stream.concat(
                        Stream.of(cause),
                        Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                                .flatMap(around -> Arrays.stream(around.getSuppressed())))
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .map(String::strip)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static void addConfigFile(Path file) {
        var also = setting(CONFIG_FILES);
        var uri = file.toUri().toString();
        System.setProperty(CONFIG_FILES, also == null ? uri : also + "," + uri);
    }

    private static void startDatabase(Path folder, AtomicBoolean turn, CountDownLatch serviceStopped)
            throws StartupException {
        var maker = EmbeddedDatabase.FACTORY.orElseThrow(() -> new StartupException(
                "A native Tenure brings no PostgreSQL of its own; set QUARKUS_DATASOURCE_JDBC_URL to one."));
        var database = maker.at(folder);
        // Hooks run side by side. This one waits, so that the last requests still find the database.
        Runtime.getRuntime()
                .addShutdownHook(new Thread(() -> stopDatabase(database, turn, serviceStopped), "local-database-stop"));
        try {
            System.setProperty(DATABASE_URL, database.start());
        } catch (StartupException reason) {
            throw reason;
        } catch (IOException | RuntimeException failure) {
            throw new StartupException(
                    "The local PostgreSQL did not start (%s); its log is %s."
                            .formatted(failure.getMessage(), database.log()),
                    failure);
        }
        System.setProperty("quarkus.datasource.username", database.user());
    }

    private static void stopDatabase(EmbeddedDatabase database, AtomicBoolean turn, CountDownLatch serviceStopped) {
        try {
            var serviceBegun = !turn.compareAndSet(false, true);
            if (serviceBegun && !serviceStopped.await(MAX_SHUTDOWN_SECONDS, TimeUnit.SECONDS)) {
                System.err.println("The service is still busy; stopping its database all the same.");
            }
            database.stop();
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
        } catch (IOException failure) {
            System.err.println("The local PostgreSQL may still be running: " + failure.getMessage());
        }
    }

    /// Looks before anything starts: finding the port taken after the database is up costs the user seconds.
    private static void requireFreePort() throws StartupException {
        try (var socket = new ServerSocket()) {
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(host(), port()));
        } catch (UnknownHostException _) {
            throw new StartupException(unknownHostMessage());
        } catch (IOException _) {
            throw new StartupException(portInUseMessage());
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
            // Said below.
        }
        throw new StartupException("%s is not a port; give a number from 0 to 65535.".formatted(port));
    }

    private static String unknownHostMessage() {
        return "This machine does not know the host %s.".formatted(host());
    }

    private static String portInUseMessage() {
        return "Port %s on %s is taken; stop what uses it, or choose another: ./tenure run --port N."
                .formatted(settingOr(PORT, DEFAULT_PORT), host());
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
