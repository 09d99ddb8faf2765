package io.tenure.record;

import org.jspecify.annotations.Nullable;

/// The database can't be reached, or takes too long: whether something was stored is not known.
public final class RecordUnavailable extends RuntimeException {
    private static final long serialVersionUID = 1;

    public RecordUnavailable(String message, @Nullable Throwable cause) {
        super(message, cause);
    }

    /// The same, for one of several callers who waited together.
    RecordUnavailable(RecordUnavailable cause) {
        super(cause.getMessage(), cause);
    }
}
