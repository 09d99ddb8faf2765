package io.tenure.http;

import io.quarkus.logging.LoggingFilter;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;

/// Takes customers out of paths that others log: the web server names them when it fails.
@LoggingFilter(name = "customers")
public final class LogRedactionFilter implements Filter {
    @Override
    public boolean isLoggable(LogRecord logged) {
        if (logged instanceof ExtLogRecord said) {
            String message = said.getFormattedMessage();
            String masked = message == null ? null : LogRedaction.redact(message);
            if (masked != null && !masked.equals(message)) {
                said.setMessage(masked, ExtLogRecord.FormatStyle.NO_FORMAT);
            }
        }
        return true;
    }
}
