package io.tenure.history;

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
final class Seal {
    private static final int NONCE = 12;
    private static final int TAG_BITS = 128;
    private static final int MARK = 16;

    private final Keys keys;
    private final SecureRandom random = new SecureRandom();

    /// Null until first needed: a service without a record needs no library for it. A lost race makes it twice.
    private volatile @Nullable Compression compression;

    Seal(Keys keys) {
        this.keys = keys;
    }

    int keyNumber() {
        return keys.current();
    }

    boolean hasKey(int number) {
        return keys.sealing().containsKey(number);
    }

    /// The numbers of the keys that only open.
    List<Integer> oldKeys() {
        return keys.sealing().keySet().stream()
                .filter(number -> number != keys.current())
                .sorted()
                .toList();
    }

    byte[] seal(UUID id, byte[] text) {
        byte[] nonce = new byte[NONCE];
        random.nextBytes(nonce);
        byte[] small = compression().compress(text);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.sealing(keys.current()), nonce, id);
            byte[] sealed = Arrays.copyOf(nonce, NONCE + cipher.getOutputSize(small.length));
            cipher.doFinal(small, 0, small.length, sealed, NONCE);
            return sealed;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not at hand", e);
        }
    }

    /// @throws Unreadable if the key isn't configured any more, or the row was tampered with
    byte[] open(UUID id, int keyNumber, byte[] sealed) {
        SecretKey key = keys.sealing().get(keyNumber);
        if (key == null) {
            throw new Unreadable(String.format(
                    Locale.ROOT, "Sealed under key %d, which tenure.history.keys doesn't name.", keyNumber));
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(sealed, NONCE), id);
            return compression().expand(cipher.doFinal(sealed, NONCE, sealed.length - NONCE));
        } catch (IllegalArgumentException e) {
            throw new Unreadable("What is kept of decision %s can't be read: %s.".formatted(id, e.getMessage()));
        } catch (GeneralSecurityException e) {
            throw new Unreadable(String.format(
                    Locale.ROOT, "What is kept of decision %s doesn't open under key %d.", id, keyNumber));
        }
    }

    /// What a customer is found by: the same for the same id, and telling nothing of it to whoever lacks the key.
    byte[] mark(String customerId) {
        return Arrays.copyOf(hmac(customerId), MARK);
    }

    /// What a request is known by: the caller's own key, as this caller's.
    byte[] requestKey(String caller, String key) {
        return hmac(caller.length() + ":" + caller + key);
    }

    /// What a text is known by: a plain hash could be tried out on guesses.
    byte[] fingerprint(byte[] text) {
        return hmac(text);
    }

    private Compression compression() {
        Compression known = compression;
        if (known == null) {
            known = Compression.shipped();
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
            mac.init(keys.marking());
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
