package io.tenure.encryption;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class PayloadCipherTest {
    private static final String ONE = key(1);
    private static final String TWO = key(2);
    private static final String PSEUDONYM_KEY = key(3);
    private static final UUID ID = new UUID(1, 2);
    private static final byte[] TEXT = "clv 2500".repeat(50).getBytes(UTF_8);

    private final PayloadCipher first = new PayloadCipher(EncryptionKeys.of("1:" + ONE, PSEUDONYM_KEY));

    @Test
    void whatIsSealedOpensUnderTheSameKeyOnly() {
        byte[] encrypted = first.encrypt(ID, TEXT);
        assertThat(first.decrypt(ID, 1, encrypted)).isEqualTo(TEXT);
        assertThatThrownBy(
                        () -> new PayloadCipher(EncryptionKeys.of("1:" + TWO, PSEUDONYM_KEY)).decrypt(ID, 1, encrypted))
                .isInstanceOf(DecryptionException.class)
                .hasMessageNotContaining("2500");
    }

    @Test
    void nothingOfTheTextCanBeReadAndTheSameTextLooksDifferentEachTime() {
        byte[] encrypted = first.encrypt(ID, TEXT);
        assertThat(new String(encrypted, UTF_8)).doesNotContain("clv");
        assertThat(first.encrypt(ID, TEXT)).isNotEqualTo(encrypted);
    }

    @Test
    void whatBelongsToOneDecisionDoesNotOpenAsAnothers() {
        byte[] encrypted = first.encrypt(ID, TEXT);
        assertThatThrownBy(() -> first.decrypt(new UUID(1, 3), 1, encrypted)).isInstanceOf(DecryptionException.class);
    }

    @Test
    void aChangedBitIsNoticed() {
        byte[] encrypted = first.encrypt(ID, TEXT);
        for (int at : new int[] {0, 12, encrypted.length - 1}) {
            byte[] changed = encrypted.clone();
            changed[at] ^= 1;
            assertThatThrownBy(() -> first.decrypt(ID, 1, changed)).isInstanceOf(DecryptionException.class);
        }
    }

    @Test
    void theFirstKeySealsAndTheOthersOpen() {
        PayloadCipher rotated = new PayloadCipher(EncryptionKeys.of("2:" + TWO + ", 1:" + ONE, PSEUDONYM_KEY));
        assertThat(rotated.currentKeyNumber()).isEqualTo(2);
        assertThat(rotated.decrypt(ID, 1, first.encrypt(ID, TEXT))).isEqualTo(TEXT);
        assertThat(rotated.decrypt(ID, 2, rotated.encrypt(ID, TEXT))).isEqualTo(TEXT);
        assertThatThrownBy(() -> first.decrypt(ID, 2, rotated.encrypt(ID, TEXT)))
                .hasMessageContaining("key 2");
    }

    @Test
    void aMarkIsTheSameForTheSameCustomerAndKeyOnly() {
        assertThat(first.pseudonym("C07"))
                .hasSize(16)
                .isEqualTo(first.pseudonym("C07"))
                .isNotEqualTo(first.pseudonym("C08"));
        assertThat(new PayloadCipher(EncryptionKeys.of("1:" + ONE, TWO)).pseudonym("C07"))
                .isNotEqualTo(first.pseudonym("C07"));
    }

    @Test
    void aCallersKeyIsNotAnothersWhateverTheNames() {
        assertThat(first.requestHash("ann", "x1")).isNotEqualTo(first.requestHash("annx", "1"));
    }

    private static String key(int seed) {
        byte[] bytes = new byte[32];
        java.util.Arrays.fill(bytes, (byte) seed);
        return Base64.getEncoder().encodeToString(bytes);
    }
}
