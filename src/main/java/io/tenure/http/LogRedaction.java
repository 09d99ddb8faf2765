package io.tenure.http;

import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Removes the messages from exceptions that are logged: they can quote a request.
public final class LogRedaction {
    private static final int MAX_CAUSES = 20;

    private LogRedaction() {}

    /// The exception with its causes and stack traces, but without messages, which can quote the request.
    public static Throwable withoutMessages(Throwable failure) {
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
