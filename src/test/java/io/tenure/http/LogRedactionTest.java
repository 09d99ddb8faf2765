package io.tenure.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LogRedactionTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/api/v1/customers/C07",
                "/api/v1/customers/C07/timeline",
                "/api/v1/customers/O'Neil)]}>x",
                "/api/v1/customers/C%2F07/anything/else",
                "/api/v1/%63ustomers/C07",
                "/%61pi/v1/customers/C07",
                "//api//v1/./customers/C07",
                "/api/v1/decisions/../customers/C07",
                "/api/v1/decisions/%2e%2e/customers/C07",
                "/api;x=1/v1/customers;y=2/C07;z=3",
                "/api/v1/customers/%"
            })
    void aPathWithoutARouteIsToldWithoutItsCustomer(String path) {
        assertThat(LoggablePath.ofUnmatched(path)).isEqualTo("/api/v1/customers/*");
    }

    @ParameterizedTest
    @ValueSource(strings = {"/api/v1/decisions", "/api/v1/customers", "/api/v1/customersC07", "/", "", "/x/%zz"})
    void anyOtherPathIsToldAsItIs(String path) {
        assertThat(LoggablePath.ofUnmatched(path)).isEqualTo(path);
    }

    @Test
    void aFailureIsToldByItsTypesAndPlacesAndNotByItsWords() {
        Throwable failure = new IllegalStateException(
                "secret one", new RuntimeException("secret two", new SQLException("secret three", "23505")));
        StringWriter told = new StringWriter();
        LogRedaction.withoutMessages(failure).printStackTrace(new PrintWriter(told));
        assertThat(told.toString())
                .doesNotContain("secret")
                .contains(
                        "java.lang.IllegalStateException",
                        "Caused by: java.lang.RuntimeException",
                        "SQL state 23505",
                        "at io.tenure.http.LogRedactionTest");
    }

    @ParameterizedTest
    @ValueSource(strings = {"C07", "O'Neil", "a)b]c}d>e", "C%2F07", "%C3%A4"})
    void whatOthersLogOfARequestInProgressIsRedacted(String id) {
        String path = "/api/v1/%63ustomers/" + id + "/timeline";
        Object request = LogRedactionFilter.begin(path + "?x=1", path);
        try {
            ExtLogRecord logged = new ExtLogRecord(
                    Level.SEVERE, "\"GET %s HTTP/1.1\" failed", ExtLogRecord.FormatStyle.PRINTF, "io.quarkus");
            logged.setParameters(new Object[] {path + "?x=1"});
            logged.setThrown(new IllegalStateException("Request to " + LoggablePath.decode(path)));

            assertThat(new LogRedactionFilter().isLoggable(logged)).isTrue();

            assertThat(logged.getFormattedMessage()).isEqualTo("\"GET /api/v1/customers/* HTTP/1.1\" failed");
            assertThat(logged.getThrown()).hasToString("java.lang.IllegalStateException");
        } finally {
            LogRedactionFilter.end(request);
        }
    }

    @Test
    void otherMessagesStayAsTheyAre() {
        Object request = LogRedactionFilter.begin("/api/v1/customers/C07", "/api/v1/customers/C07");
        try {
            ExtLogRecord logged =
                    new ExtLogRecord(Level.INFO, "Release %s is active", ExtLogRecord.FormatStyle.PRINTF, "io.tenure");
            logged.setParameters(new Object[] {"seven"});
            IllegalStateException thrown = new IllegalStateException("kept");
            logged.setThrown(thrown);
            new LogRedactionFilter().isLoggable(logged);
            assertThat(logged.getFormattedMessage()).isEqualTo("Release seven is active");
            assertThat(logged.getThrown()).isSameAs(thrown);
        } finally {
            LogRedactionFilter.end(request);
        }
    }
}
