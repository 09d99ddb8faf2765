package io.tenure.record;

/// What is kept can't be read with the keys at hand.
public final class DecryptionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DecryptionException(String message) {
        super(message);
    }
}
