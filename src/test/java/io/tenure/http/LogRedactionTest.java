package io.tenure.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.sql.SQLException;
import java.util.logging.Level;
import org.jboss.logmanager.ExtLogRecord;
import org.junit.jupiter.api.Test;

class LogRedactionTest {
    @Test
    void aPathIsLoggedWithoutItsCustomer() {
        assertThat(LogRedaction.redact("/api/v1/customers/C%2F07/timeline failed"))
                .isEqualTo("/api/v1/customers/*/timeline failed");
        assertThat(LogRedaction.redact("DELETE /api/v1/customers/C07")).isEqualTo("DELETE /api/v1/customers/*");
        assertThat(LogRedaction.redact("/api/v1/decisions")).isEqualTo("/api/v1/decisions");
    }

    @Test
    void theCustomerOfAPathIsReadAsItWasMeant() {
        assertThat(LogRedaction.customerIn("/api/v1/customers/a%2Fb+%E5%AE%A2/timeline"))
                .contains("a/b+客");
        assertThat(LogRedaction.customerIn("/api/v1/customers/a%2")).isEmpty();
        assertThat(LogRedaction.customerIn("/api/v1/decisions/1")).isEmpty();
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

    @Test
    void whatOthersLogIsMaskedOnTheConsole() {
        ExtLogRecord said =
                new ExtLogRecord(Level.SEVERE, "Request to %s failed", ExtLogRecord.FormatStyle.PRINTF, "io.quarkus");
        said.setParameters(new Object[] {"/api/v1/customers/C07"});
        assertThat(new LogRedactionFilter().isLoggable(said)).isTrue();
        assertThat(said.getFormattedMessage()).isEqualTo("Request to /api/v1/customers/* failed");
    }
}
