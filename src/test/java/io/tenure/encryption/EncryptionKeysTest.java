package io.tenure.encryption;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Base64;
import org.junit.jupiter.api.Test;

class EncryptionKeysTest {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[EncryptionKeys.KEY_BYTES]);

    @Test
    void theFirstKeyEncryptsAndAllDecrypt() {
        EncryptionKeys keys = EncryptionKeys.of("7:" + KEY + ", 3:" + KEY, KEY);
        assertThat(keys.current()).isEqualTo(7);
        assertThat(keys.byNumber()).containsOnlyKeys(7, 3);
    }

    @Test
    void allFaultsAreReportedAtOnceAndWithoutAnyPartOfAKey() {
        assertThatThrownBy(
                        () -> EncryptionKeys.of("1:c2VjcmV0,nonsense,300:" + KEY + ",2:" + KEY + ",2:" + KEY, "bXk="))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContainingAll(
                        "tenure.record.encryption-keys, number 1: 32 bytes",
                        "NUMBER:BASE64",
                        "number 2 is given twice",
                        "tenure.record.pseudonym-key: 32 bytes")
                .message()
                .doesNotContain("c2VjcmV0", "bXk=", KEY);
    }
}
