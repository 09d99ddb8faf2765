package io.tenure.encryption;

import java.util.ArrayList;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/// The keys of the record.
///
/// @param current number of the key that encrypts; the others only decrypt
/// @param byNumber the keys that encrypt or decrypt payloads
/// @param pseudonymKey key of the pseudonyms by which customers are found; changing it loses every customer's history
public record EncryptionKeys(int current, Map<Integer, SecretKey> byNumber, SecretKey pseudonymKey) {
    static final int KEY_BYTES = 32;
    static final int MAX_KEY_NUMBER = 255;

    public EncryptionKeys {
        byNumber = Map.copyOf(byNumber);
    }

    /// Reads the configuration: `2:BASE64,1:BASE64`, the first of which encrypts.
    ///
    /// @throws IllegalArgumentException with each thing that is wrong, and never a part of a key
    public static EncryptionKeys of(String encryption, String pseudonym) {
        List<String> faults = new ArrayList<>();
        Map<Integer, SecretKey> keys = new LinkedHashMap<>();
        int current = 0;
        for (String entry : encryption.split(",")) {
            String[] parts = entry.strip().split(":", 2);
            int number = parts[0].matches("[0-9]{1,3}") ? Integer.parseInt(parts[0]) : 0;
            if (parts.length != 2 || number < 1 || number > MAX_KEY_NUMBER) {
                faults.add("tenure.record.encryption-keys: write NUMBER:BASE64, with a number from 1 to "
                        + MAX_KEY_NUMBER);
            } else if (keys.containsKey(number)) {
                faults.add("tenure.record.encryption-keys: number " + number + " is given twice");
            } else {
                parseKey("tenure.record.encryption-keys, number " + number, parts[1], "AES", faults, number, keys);
                current = current == 0 ? number : current;
            }
        }
        Map<Integer, SecretKey> pseudonymKeys = new LinkedHashMap<>();
        parseKey("tenure.record.pseudonym-key", pseudonym.strip(), "HmacSHA256", faults, 0, pseudonymKeys);
        if (!faults.isEmpty()) {
            throw new IllegalArgumentException(String.join("; ", faults));
        }
        return new EncryptionKeys(current, keys, Objects.requireNonNull(pseudonymKeys.get(0)));
    }

    /// The key of a number that is configured.
    SecretKey byNumber(int number) {
        return Objects.requireNonNull(byNumber.get(number));
    }

    /// Keys for a service without a record.
    public static EncryptionKeys placeholder() {
        byte[] bytes = new byte[KEY_BYTES];
        return new EncryptionKeys(
                1, Map.of(1, new SecretKeySpec(bytes, "AES")), new SecretKeySpec(bytes, "HmacSHA256"));
    }

    private static void parseKey(
            String name, String base64, String use, List<String> faults, int number, Map<Integer, SecretKey> keys) {
        try {
            byte[] bytes = Base64.getDecoder().decode(base64);
            if (bytes.length == KEY_BYTES) {
                keys.put(number, new SecretKeySpec(bytes, use));
                return;
            }
        } catch (IllegalArgumentException _) {
            // Reported together with keys of the wrong length.
        }
        faults.add(name + ": " + KEY_BYTES + " bytes in Base64 are needed, as `openssl rand -base64 32` prints them");
    }
}
