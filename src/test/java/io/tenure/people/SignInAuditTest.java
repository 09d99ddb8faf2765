package io.tenure.people;

import static org.assertj.core.api.Assertions.assertThat;

import io.quarkus.test.junit.QuarkusTest;
import io.tenure.storage.Audit;
import jakarta.inject.Inject;
import java.time.Clock;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@QuarkusTest
class SignInAuditTest {
    @Inject
    Audit audit;

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "\u0000\u0007"})
    void aFailedSignInWithoutANameIsAnonymous(String name) {
        String address = UUID.randomUUID().toString();
        new SignInAudit(audit, Clock.systemUTC()).failed(name, address);

        assertThat(entry(address).actor()).isEqualTo("anonymous");
        assertThat(entry(address).succeeded()).isFalse();
    }

    @Test
    void aFailedSignInHasTheNameThatWasTriedWithoutControlCharactersAndCut() {
        String address = UUID.randomUUID().toString();
        new SignInAudit(audit, Clock.systemUTC()).failed("bo\u0000b\n" + "x".repeat(200), address);

        assertThat(entry(address).actor()).isEqualTo("bob" + "x".repeat(97));
    }

    private Audit.Entry entry(String address) {
        return audit.latest(20, Long.MAX_VALUE).stream()
                .filter(entry -> entry.detail().equals("from " + address))
                .findFirst()
                .orElseThrow();
    }
}
