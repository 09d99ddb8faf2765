package io.tenure.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Removes everything about customers from what is logged of a request.
final class LogRedaction {
    private static final Pattern CUSTOMER_PATH = Pattern.compile("(/api/v1/customers/)([^/?\\s\"'<>\\]})]+)");
    private static final int MAX_CAUSES = 20;

    private LogRedaction() {}

    /// The text with `*` for each customer id in a path.
    static String redact(String text) {
        return CUSTOMER_PATH.matcher(text).replaceAll("$1*");
    }

    /// The customer id in a path, decoded; empty if the path has none.
    ///
    /// @param rawPath the path as sent, percent-encoded
    static Optional<String> customerIn(String rawPath) {
        Matcher matcher = CUSTOMER_PATH.matcher(rawPath);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            // In a path, unlike a form, a plus is a plus.
            return Optional.of(URLDecoder.decode(matcher.group(2).replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// The exception with its causes and stack traces, but without messages, which can quote the request.
    static Throwable withoutMessages(Throwable failure) {
        return withoutMessages(failure, MAX_CAUSES);
    }

    private static Throwable withoutMessages(Throwable failure, int depth) {
        Throwable cause = failure.getCause();
        String type = failure instanceof SQLException e
                ? e.getClass().getName() + " (SQL state " + e.getSQLState() + ")"
                : failure.getClass().getName();
        return new RedactedException(
                type, cause == null || depth == 0 ? null : withoutMessages(cause, depth - 1), failure.getStackTrace());
    }

    private static final class RedactedException extends Exception {
        private static final long serialVersionUID = 1;

        RedactedException(String type, @Nullable Throwable cause, StackTraceElement[] stackTrace) {
            super(type, cause);
            setStackTrace(stackTrace);
        }

        @Override
        public String toString() {
            return String.valueOf(getMessage());
        }
    }
}
