package io.tenure.release;

import io.tenure.release.ReleaseResult.Rejected;

/// Rolls the current transaction back because a change is rejected. Never leaves the class that throws it.
final class RejectionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final transient Rejected rejected;

    RejectionException(Rejected rejected) {
        super(rejected.code().name(), null, false, false);
        this.rejected = rejected;
    }

    Rejected rejected() {
        return rejected;
    }
}
