package io.tenure.history;

import org.jspecify.annotations.Nullable;

/// The database can't be reached, or takes too long: whether something was recorded is not known here.
public final class Away extends RuntimeException {
    private static final long serialVersionUID = 1;

    Away(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// The same, for one of those who waited together.
    Away(Away other) {
        super(other.getMessage(), other);
    }
}
