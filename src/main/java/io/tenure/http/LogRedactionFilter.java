package io.tenure.http;

import io.quarkus.logging.LoggingFilter;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.logging.Filter;
import java.util.logging.LogRecord;
import org.jboss.logmanager.ExtLogRecord;
import org.jspecify.annotations.Nullable;

/// Redacts what libraries log of a request whose path has the id of a customer: the web server logs the path
/// when it fails, and an access log logs every path.
///
/// It knows these paths while the requests are in progress, so it doesn't matter how they are written.
@LoggingFilter(name = "log-redaction")
public final class LogRedactionFilter implements Filter {
    private static final Map<Object, HiddenPath> IN_PROGRESS = new ConcurrentHashMap<>();

    /// @param forms the ways in which a message may have the path
    private record HiddenPath(List<String> forms, String redacted) {}

    /// A request begins, of whose path only a part may be logged.
    ///
    /// @param uri as sent, with the query
    /// @param path as sent
    /// @return what ends it
    static Object begin(String uri, String path) {
        Object request = new Object();
        IN_PROGRESS.put(
                request, new HiddenPath(List.of(uri, path, LoggablePath.decode(path)), LoggablePath.ofUnmatched(path)));
        return request;
    }

    static void end(Object request) {
        IN_PROGRESS.remove(request);
    }

    @Override
    public boolean isLoggable(LogRecord logged) {
        if (!IN_PROGRESS.isEmpty() && logged instanceof ExtLogRecord entry) {
            String message = entry.getFormattedMessage();
            String redacted = message == null ? null : redact(message);
            if (redacted != null && !redacted.equals(message)) {
                entry.setMessage(redacted, ExtLogRecord.FormatStyle.NO_FORMAT);
            }
            Throwable thrown = entry.getThrown();
            if (thrown != null && tellsPath(thrown)) {
                entry.setThrown(LogRedaction.withoutMessages(thrown));
            }
        }
        return true;
    }

    private static String redact(String message) {
        String redacted = message;
        for (HiddenPath path : IN_PROGRESS.values()) {
            for (String form : path.forms) {
                redacted = redacted.replace(form, path.redacted);
            }
        }
        return redacted;
    }

    private static boolean tellsPath(Throwable thrown) {
        for (@Nullable Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            String message = cause.getMessage();
            if (message != null && !redact(message).equals(message)) {
                return true;
            }
        }
        return false;
    }
}
