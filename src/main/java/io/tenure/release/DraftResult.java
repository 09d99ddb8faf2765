package io.tenure.release;

/// What changing a draft came to.
public sealed interface DraftResult permits DraftResult.Updated, Rejected {
    /// The draft as it is now.
    record Updated(Draft draft) implements DraftResult {}
}
