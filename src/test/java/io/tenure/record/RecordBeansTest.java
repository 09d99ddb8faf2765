package io.tenure.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RecordBeansTest {
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
