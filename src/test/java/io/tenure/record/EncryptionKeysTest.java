package io.tenure.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Base64;
import java.util.Optional;
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

    @Test
    void aServiceWithoutKeysReportsWhatIsMissingAndStops() {
        assertThatThrownBy(() -> RecordBeans.payloadCipher(settings(true)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContainingAll(
                        "tenure.record.encryption-keys", "tenure.record.pseudonym-key", "openssl rand -base64 32");
        assertThat(RecordBeans.payloadCipher(settings(false)).decryptOnlyKeys()).isEmpty();
    }

    private static RecordSettings settings(boolean record) {
        return new RecordSettings() {
            @Override
            public boolean enabled() {
                return record;
            }

            @Override
            public Optional<String> encryptionKeys() {
                return Optional.empty();
            }

            @Override
            public Optional<String> pseudonymKey() {
                return Optional.empty();
            }

            @Override
            public Duration timeout() {
                throw new AssertionError();
            }

            @Override
            public OnOutage onOutage() {
                throw new AssertionError();
            }

            @Override
            public Journal journal() {
                throw new AssertionError();
            }

            @Override
            public DataRetention dataRetention() {
                throw new AssertionError();
            }
        };
    }
}
