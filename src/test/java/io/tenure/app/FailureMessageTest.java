package io.tenure.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.nio.file.AccessDeniedException;
import java.nio.file.NoSuchFileException;
import java.sql.SQLException;
import org.junit.jupiter.api.Test;

class FailureMessageTest {
    @Test
    void aRejectedAccountOfTheDatabaseIsASentence() {
        assertThat(of(new IllegalStateException(
                        "The database failed",
                        new SQLException("FATAL: password authentication failed for user \"tenure\"", "28P01"))))
                .isEqualTo("The database rejects the account; check quarkus.datasource.username and"
                        + " quarkus.datasource.password: FATAL: password authentication failed for user \"tenure\".");
    }

    @Test
    void aMissingDatabaseIsASentence() {
        assertThat(of(new SQLException("FATAL: database \"tenur\" does not exist", "3D000")))
                .isEqualTo("The database does not exist; create it, or correct quarkus.datasource.jdbc.url: FATAL:"
                        + " database \"tenur\" does not exist.");
    }

    @Test
    void anyOtherFailureOfTheDatabaseIsASentenceOnOneLine() {
        assertThat(of(new RuntimeException(new SQLException("ERROR: out of\n  disk", "53100"))))
                .isEqualTo("The database failed at the start (SQL state 53100): ERROR: out of disk.");
    }

    @Test
    void aFileThatCannotBeUsedIsNamed() {
        assertThat(of(new RuntimeException(new NoSuchFileException("/run/secrets/accounts"))))
                .isEqualTo("/run/secrets/accounts cannot be used: it does not exist.");
        assertThat(of(new ExceptionInInitializerError(new AccessDeniedException("/run/secrets/accounts"))))
                .isEqualTo("/run/secrets/accounts cannot be used: this account is not allowed to.");
    }

    @Test
    void aFaultOfTheConfigurationIsItsMessage() {
        assertThat(of(new RuntimeException("Failed to start", new ConfigurationException("Set this."))))
                .isEqualTo("Set this.");
    }

    @Test
    void whatNobodyExpectedIsNoSentence() {
        assertThat(FailureMessage.of(new NullPointerException(), "localhost", "8080"))
                .isEmpty();
    }

    private static String of(Throwable failure) {
        return FailureMessage.of(failure, "localhost", "8080").orElseThrow();
    }
}
