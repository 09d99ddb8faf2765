package io.tenure.http;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;

/// Redacts paths in messages that libraries log: the web server logs the path when it fails.
@LoggingFilter(name = "log-redaction")
public final class LogRedactionFilter implements Filter {
    @Override
    public boolean isLoggable(LogRecord logged) {
        if (logged instanceof ExtLogRecord entry) {
            String message = entry.getFormattedMessage();
            String redacted = message == null ? null : LogRedaction.redact(message);
            if (redacted != null && !redacted.equals(message)) {
                entry.setMessage(redacted, ExtLogRecord.FormatStyle.NO_FORMAT);
            }
        }
        return true;
    }
}
