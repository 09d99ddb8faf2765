package io.tenure.encryption;

/// A stored payload can't be decrypted with the configured keys.
public final class DecryptionException extends RuntimeException {
    private static final long serialVersionUID = 1;

    DecryptionException(String message) {
        super(message);
    }
}
