package io.tenure.app;

import io.quarkus.arc.InactiveBeanException;
import io.quarkus.runtime.configuration.ConfigurationException;
import io.smallrye.config.ConfigValidationException;
import java.io.IOException;
import java.net.BindException;
import java.net.UnknownHostException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.flywaydb.core.api.FlywayException;

/// Why the service did not start, in a sentence for who runs it.
final class FailureMessage {
    private static final String CONNECTION_ERROR_CLASS = "08";
    private static final String AUTHORIZATION_ERROR_CLASS = "28";
    private static final String NO_SUCH_DATABASE = "3D000";
    private static final String TOO_MANY_CONNECTIONS = "53300";
    private static final String NOT_PERMITTED = "42501";

    private FailureMessage() {}

    /// The sentence; empty for a failure that nobody expected, which is a bug.
    ///
    /// @param host the listening address
    static Optional<String> of(Throwable failure, String host, String port) {
        List<Throwable> causes = causes(failure);
        // Looked for first, since Hibernate reports the missing database as an invalid configuration.
        if (causes.stream().anyMatch(InactiveBeanException.class::isInstance)) {
            return Optional.of("No database is configured. Set QUARKUS_DATASOURCE_JDBC_URL.");
        }
        // Before Flyway's, whose message quotes it over several lines.
        Optional<String> database = causes.stream()
                .filter(SQLException.class::isInstance)
                .map(e -> database((SQLException) e))
                .findFirst();
        if (database.isPresent()) {
            return database;
        }
        return causes.stream()
                .flatMap(cause -> switch (cause) {
                    case ConfigurationException _, ConfigValidationException _ ->
                        Stream.of(configuration(causes, cause));
                    case BindException _ -> Stream.of(portInUse(host, port));
                    case UnknownHostException _ -> Stream.of(unknownHost(host));
                    case FlywayException e -> Stream.of("The database schema cannot be updated: " + e.getMessage());
                    case FileSystemException e -> Stream.of(e.getFile() + " cannot be used: " + reason(e) + ".");
                    default -> Stream.empty();
                })
                .findFirst();
    }

    static String unknownHost(String host) {
        return "The host %s is unknown.".formatted(host);
    }

    static String portInUse(String host, String port) {
        return "Port %s on %s is in use. Stop the program that uses it, or choose another port: ./tenure run --port N"
                .formatted(port, host);
    }

    /// Why a file can't be used, without its name.
    static String reason(IOException failure) {
        return switch (failure) {
            case AccessDeniedException _ -> "this account is not allowed to";
            case NoSuchFileException _ -> "it does not exist";
            case FileSystemException e when e.getReason() != null -> e.getReason();
            default -> String.valueOf(failure.getMessage());
        };
    }

    /// The message of the innermost cause, on one line.
    static String rootSentence(Throwable failure) {
        Throwable root = causes(failure).getLast();
        String message = root.getMessage() == null ? root.getClass().getSimpleName() : root.getMessage();
        String line = message.strip().replaceAll("\\s+", " ");
        return line.endsWith(".") ? line : line + ".";
    }

    private static String database(SQLException failure) {
        String state = String.valueOf(failure.getSQLState());
        String message = rootSentence(failure);
        if (state.startsWith(CONNECTION_ERROR_CLASS)) {
            return "The database cannot be reached: " + rootSentence(new SQLException(failure.getMessage()));
        }
        if (state.startsWith(AUTHORIZATION_ERROR_CLASS)) {
            return "The database rejects the account; check quarkus.datasource.username and"
                    + " quarkus.datasource.password: " + message;
        }
        return switch (state) {
            case NO_SUCH_DATABASE ->
                "The database does not exist; create it, or correct quarkus.datasource.jdbc.url: " + message;
            case NOT_PERMITTED -> "The account may not use the database; make it the owner of its schema: " + message;
            case TOO_MANY_CONNECTIONS ->
                "The database takes no more connections; lower quarkus.datasource.jdbc.max-size: " + message;
            default -> "The database failed at the start (SQL state " + state + "): " + message;
        };
    }

    /// The cause names the invalid settings; the exceptions suppressed around it say what is wrong with each.
    private static String configuration(List<Throwable> causes, Throwable cause) {
        return Stream.concat(Stream.of(cause), causes.stream().flatMap(outer -> Arrays.stream(outer.getSuppressed())))
                .map(Throwable::getMessage)
                .filter(Objects::nonNull)
                .map(String::strip)
                .collect(Collectors.joining(System.lineSeparator()));
    }

    private static List<Throwable> causes(Throwable failure) {
        return Stream.iterate(failure, Objects::nonNull, Throwable::getCause)
                .limit(100)
                .toList();
    }
}
