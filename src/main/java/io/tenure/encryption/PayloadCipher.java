package io.tenure.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.nio.ByteBuffer;
import java.security.GeneralSecurityException;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Locale;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.UUID;
import javax.crypto.Cipher;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.GCMParameterSpec;
import javax.crypto.spec.SecretKeySpec;
import org.jspecify.annotations.Nullable;

/// Encrypts payloads, and derives pseudonyms and hashes with a key.
///
/// An encrypted text is a nonce of 12 bytes followed by the compressed text, encrypted with AES-256-GCM. The id of
/// the decision is authenticated with it, so that one row's text can't be passed off as another's.
public final class PayloadCipher {
    /// Name of the key of pseudonyms among the fingerprints; the encryption keys are named by their numbers.
    public static final String PSEUDONYM_KEY = "pseudonym";

    private static final int NONCE_BYTES = 12;
    private static final int TAG_BITS = 128;
    private static final int PSEUDONYM_BYTES = 16;

    private final EncryptionKeys keys;
    private final SecureRandom random = new SecureRandom();

    /// Null until first needed: a service without a record needs no library for it. In a race it may be created twice.
    private volatile @Nullable Compression compression;

    public PayloadCipher(EncryptionKeys keys) {
        this.keys = keys;
    }

    /// The number of the key that encrypts.
    public int currentKeyNumber() {
        return keys.current();
    }

    /// Whether a key of this number is configured.
    public boolean hasKey(int number) {
        return keys.byNumber().containsKey(number);
    }

    /// The numbers of the keys that only decrypt.
    public List<Integer> decryptOnlyKeys() {
        return keys.byNumber().keySet().stream()
                .filter(number -> number != keys.current())
                .sorted()
                .toList();
    }

    public byte[] encrypt(UUID id, byte[] text) {
        byte[] nonce = new byte[NONCE_BYTES];
        random.nextBytes(nonce);
        byte[] compressed = compression().compress(text);
        try {
            Cipher cipher = cipher(Cipher.ENCRYPT_MODE, keys.byNumber(keys.current()), nonce, id);
            byte[] encrypted = Arrays.copyOf(nonce, NONCE_BYTES + cipher.getOutputSize(compressed.length));
            cipher.doFinal(compressed, 0, compressed.length, encrypted, NONCE_BYTES);
            return encrypted;
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("AES-GCM is not available", e);
        }
    }

    /// @throws DecryptionException if the key isn't configured any more, or the row was tampered with
    public byte[] decrypt(UUID id, int keyNumber, byte[] encrypted) {
        SecretKey key = keys.byNumber().get(keyNumber);
        if (key == null) {
            throw new DecryptionException(String.format(
                    Locale.ROOT,
                    "Encrypted with key %d, which tenure.record.encryption-keys doesn't contain.",
                    keyNumber));
        }
        try {
            Cipher cipher = cipher(Cipher.DECRYPT_MODE, key, Arrays.copyOf(encrypted, NONCE_BYTES), id);
            return compression().decompress(cipher.doFinal(encrypted, NONCE_BYTES, encrypted.length - NONCE_BYTES));
        } catch (IllegalArgumentException e) {
            throw new DecryptionException(
                    "The payload of decision %s can't be read: %s.".formatted(id, e.getMessage()));
        } catch (GeneralSecurityException e) {
            throw new DecryptionException(String.format(
                    Locale.ROOT, "The payload of decision %s can't be decrypted with key %d.", id, keyNumber));
        }
    }

    /// The pseudonym of a customer: the same for the same id, and says nothing of it to whoever lacks the key.
    public byte[] pseudonym(String customerId) {
        return Arrays.copyOf(hmac(customerId), PSEUDONYM_BYTES);
    }

    /// The same in hexadecimal digits, by which experiments draw customers.
    public String pseudonymText(String customerId) {
        return HexFormat.of().formatHex(pseudonym(customerId));
    }

    /// Identifies a request by its caller and the caller's idempotency key.
    public byte[] requestHash(String caller, String key) {
        return hmac(caller.length() + ":" + caller + key);
    }

    /// A keyed hash of a text, since a plain hash could be compared with guesses.
    public byte[] fingerprint(byte[] text) {
        return hmac(text);
    }

    /// A fingerprint of each key by its name, which tells keys apart and says nothing of them.
    public SortedMap<String, byte[]> keyFingerprints() {
        SortedMap<String, byte[]> fingerprints = new TreeMap<>();
        keys.byNumber().forEach((number, key) -> fingerprints.put(Integer.toString(number), keyFingerprint(key)));
        fingerprints.put(PSEUDONYM_KEY, keyFingerprint(keys.pseudonymKey()));
        return fingerprints;
    }

    private static byte[] keyFingerprint(SecretKey key) {
        return hmac(new SecretKeySpec(key.getEncoded(), "HmacSHA256"), "tenure key fingerprint".getBytes(UTF_8));
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
        return hmac(keys.pseudonymKey(), text);
    }

    private static byte[] hmac(SecretKey key, byte[] text) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(key);
            return mac.doFinal(text);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("HMAC is not available", e);
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
