package io.tenure.record;

import org.jspecify.annotations.Nullable;

/// The database can't be reached, or takes too long: whether something was recorded is not known here.
public final class RecordUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RecordUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// The same, for one of those who waited together.
    RecordUnavailable(RecordUnavailable other) {
        super(other.getMessage(), other);
    }
}
