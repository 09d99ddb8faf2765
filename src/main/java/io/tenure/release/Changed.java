package io.tenure.release;

/// What changing a draft came to.
public sealed interface Changed permits Changed.To, Declined {
    /// The draft as it is now.
    record To(Draft draft) implements Changed {}
}
