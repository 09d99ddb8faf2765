package io.tenure.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/// A hash of named texts, in the order in which they are added.
public final class Fingerprint {
    private final MessageDigest digest;

    public Fingerprint() {
        try {
            digest = MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException missing) {
            throw new IllegalStateException(missing);
        }
    }

    public void add(String name, String text) {
        var bytes = text.getBytes(UTF_8);
        // With its length, so that no text can be mistaken for the next name.
        digest.update((name + "\n" + bytes.length + "\n").getBytes(UTF_8));
        digest.update(bytes);
    }

    /// `sha256:` and the hex digits. Nothing can be added any more.
    public String finish() {
        return "sha256:" + HexFormat.of().formatHex(digest.digest());
    }
}
