package io.tenure.record;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import io.quarkus.test.junit.QuarkusTest;
import io.tenure.EncryptionKeysForTests;
import io.tenure.encryption.EncryptionKeys;
import io.tenure.encryption.PayloadCipher;
import io.tenure.storage.Database;
import jakarta.inject.Inject;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.Test;

@QuarkusTest
class KeyFingerprintsTest {
    private static final String ENCRYPTION = EncryptionKeysForTests.key("encryption");
    private static final String PSEUDONYM = EncryptionKeysForTests.key("pseudonym");

    @Inject
    Database database;

    @Inject
    KeyFingerprints fingerprints;

    @Test
    void theKeysThatTheDatabaseWasWrittenWithAreTakenAgain() {
        assertThatCode(() -> check("1:" + ENCRYPTION, PSEUDONYM)).doesNotThrowAnyException();
        assertThat(database.first(
                        r -> r.getInt(1), "select count(*) from key_fingerprint where name in ('1', 'pseudonym')"))
                .contains(2);
    }

    @Test
    void otherKeysAreAllNamedAndNothingIsStored() {
        assertThatThrownBy(() -> check("77:" + key("c") + ",1:" + key("a"), key("b")))
                .isInstanceOf(ConfigurationException.class)
                .hasMessage(
                        "The encryption key 1 in tenure.record.encryption-keys is not the key 1 that this database was"
                                + " written with; set that one, and give a new key another number."
                                + " tenure.record.pseudonym-key is not the key that this database was written with; set"
                                + " that one, since no customer on record is found by another.");
        assertThat(database.first(r -> r.getInt(1), "select count(*) from key_fingerprint where name = '77'"))
                .contains(0);
    }

    @Test
    void aNewNumberIsTakenAndBelongsToItsKeyFromThenOn() {
        check("78:" + key("d") + ",1:" + ENCRYPTION, PSEUDONYM);

        assertThatCode(() -> check("78:" + key("d"), PSEUDONYM)).doesNotThrowAnyException();
        assertThatThrownBy(() -> check("78:" + key("e"), PSEUDONYM)).hasMessageStartingWith("The encryption key 78 ");
    }

    @Test
    void ofTwoInstancesWithDifferentKeysThatStartAtTheSameTimeOneDoesNotStart() throws Exception {
        List<Callable<Boolean>> instances = new ArrayList<>();
        CountDownLatch start = new CountDownLatch(1);
        for (String use : List.of("f", "g")) {
            PayloadCipher cipher =
                    new PayloadCipher(EncryptionKeys.of("80:" + key(use) + ",79:" + key(use), PSEUDONYM));
            instances.add(() -> {
                start.await();
                try {
                    fingerprints.check(cipher);
                    return true;
                } catch (ConfigurationException _) {
                    return false;
                }
            });
        }
        List<Boolean> started = new ArrayList<>();
        try (var threads = Executors.newFixedThreadPool(2)) {
            var running = instances.stream().map(threads::submit).toList();
            start.countDown();
            for (var instance : running) {
                started.add(instance.get());
            }
        }
        assertThat(started).containsExactlyInAnyOrder(true, false);
    }

    private void check(String encryption, String pseudonym) {
        fingerprints.check(new PayloadCipher(EncryptionKeys.of(encryption, pseudonym)));
    }

    private static String key(String use) {
        return EncryptionKeysForTests.key("fingerprints-" + use);
    }
}
