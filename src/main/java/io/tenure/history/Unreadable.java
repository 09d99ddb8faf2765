package io.tenure.history;

/// What is kept can't be read with the keys at hand.
public final class Unreadable extends RuntimeException {
    private static final long serialVersionUID = 1;

    Unreadable(String message) {
        super(message);
    }
}
