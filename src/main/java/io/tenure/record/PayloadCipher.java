package io.tenure.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import org.jspecify.annotations.Nullable;

/// Makes what was said of a customer unreadable without the key, and readable again with it.
///
/// A sealed text is a nonce of 12 bytes and what AES-256-GCM made of the compressed text. The id of the
/// decision is bound to it, so that one row's text can't be passed off as another's.
final class PayloadCipher {
    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int PSEUDONYM_BYTES = 16;

    private final EncryptionKeys keys;
    private final SecureRandom random = new SecureRandom();

    /// Null until first needed: a service without a record needs no library for it. A lost race makes it twice.
    private volatile @Nullable Compression compression;

    PayloadCipher(EncryptionKeys keys) {
        this.keys = keys;
    }

    int currentKeyNumber() {
        return keys.current();
    }

    boolean hasKey(int number) {
        return keys.byNumber().containsKey(number);
    }

    /// The numbers of the keys that only open.
    List<Integer> decryptOnlyKeys() {
        return keys.byNumber().keySet().stream()
                .filter(number -> number != keys.current())
                .sorted()
                .toList();
    }

    byte[] encrypt(UUID id, byte[] text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] small = compression().compress(text);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.byNumber(keys.current()), nonce, id);
            byte[] sealed = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(small.length));
            cipher.doFinal(small, 0, small.length, sealed, NONCE_BYTES);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not at hand", e);
        }
    }

    /// @throws DecryptionException if the key isn't configured any more, or the row was tampered with
    byte[] decrypt(UUID id, int keyNumber, byte[] sealed) {
        SecretKey key = keys.byNumber().get(keyNumber);
        if (key == null) {
            throw new DecryptionException(String.format(
                    Locale.ROOT, "Sealed under key %d, which tenure.history.keys doesn't name.", keyNumber));
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(sealed, NONCE_BYTES), id);
            return compression().decompress(cipher.doFinal(sealed, NONCE_BYTES, sealed.length - NONCE_BYTES));
        } catch (IllegalArgumentException e) {
            throw new DecryptionException(
                    "What is kept of decision %s can't be read: %s.".formatted(id, e.getMessage()));
        } catch (GeneralSecurityException e) {
            throw new DecryptionException(String.format(
                    Locale.ROOT, "What is kept of decision %s doesn't open under key %d.", id, keyNumber));
        }
    }

    /// What a customer is found by: the same for the same id, and telling nothing of it to whoever lacks the key.
    byte[] pseudonym(String customerId) {
        return Arrays.copyOf(hmac(customerId), PSEUDONYM_BYTES);
    }

    /// What a request is known by: the caller's own key, as this caller's.
    byte[] requestHash(String caller, String key) {
        return hmac(caller.length() + ":" + caller + key);
    }

    /// What a text is known by: a plain hash could be tried out on guesses.
    byte[] fingerprint(byte[] text) {
        return hmac(text);
    }

    private Compression compression() {
        Compression known = compression;
        if (known == null) {
            known = Compression.bundled();
            compression = known;
        }
        return known;
    }

    private byte[] hmac(String text) {
        return hmac(text.getBytes(UTF_8));
    }

    private byte[] hmac(byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(keys.pseudonymKey());
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC is not at hand", e);
        }
    }

    private static Cipher cipher(int mode, SecretKey key, byte[] nonce, UUID id) throws GeneralSecurityException {
        Cipher cipher = Cipher.getInstance("AES/GCM/NoPadding");
        cipher.init(mode, key, new GCMParameterSpec(TAG_BITS, nonce));
        cipher.updateAAD(ByteBuffer.allocate(16)
                .putLong(id.getMostSignificantBits())
                .putLong(id.getLeastSignificantBits())
                .array());
        return cipher;
    }
}
