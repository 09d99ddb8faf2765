package io.tenure.http;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What may be logged of a request: nothing that tells of a customer.
final class LogRedaction {
    private static final Pattern CUSTOMER_PATH = Pattern.compile("(/api/v1/customers/)([^/?\\s\"'<>\\]})]+)");
    private static final int MAX_CAUSES = 20;

    private LogRedaction() {}

    /// The text without the customers that its paths name.
    static String redact(String text) {
        return CUSTOMER_PATH.matcher(text).replaceAll("$1*");
    }

    /// The customer whom a path names, percent-encoded as it came; empty for other paths.
    static Optional<String> customerIn(String rawPath) {
        Matcher matcher = CUSTOMER_PATH.matcher(rawPath);
        if (!matcher.find()) {
            return Optional.empty();
        }
        try {
            // A plus is a plus in a path.
            return Optional.of(URLDecoder.decode(matcher.group(2).replace("+", "%2B"), StandardCharsets.UTF_8));
        } catch (IllegalArgumentException _) {
            return Optional.empty();
        }
    }

    /// What failed and where, without its words: they may quote what was presented.
    static Throwable withoutMessages(Throwable failure) {
        return withoutMessages(failure, MAX_CAUSES);
    }

    private static Throwable withoutMessages(Throwable failure, int deep) {
        Throwable cause = failure.getCause();
        String what = failure instanceof SQLException e
                ? e.getClass().getName() + " (SQL state " + e.getSQLState() + ")"
                : failure.getClass().getName();
        return new RedactedException(
                what, cause == null || deep == 0 ? null : withoutMessages(cause, deep - 1), failure.getStackTrace());
    }

    private static final class RedactedException extends Exception {
        private static final long serialVersionUID = 1;

        RedactedException(String what, @Nullable Throwable cause, StackTraceElement[] where) {
            super(what, cause);
            setStackTrace(where);
        }

        @Override
        public String toString() {
            return String.valueOf(getMessage());
        }
    }
}
