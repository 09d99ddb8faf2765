package io.tenure.http;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.storage.Audit;
import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ClaimedIdentityTest {
    @Test
    void namesWhoTriedAndNeverThePassword() {
        ClaimedIdentity tried = ClaimedIdentity.of(basic("mallory:se:cret"));
        assertThat(tried.name()).isEqualTo("mallory");
        assertThat(tried.toString()).doesNotContain("cret");
        assertThat(ClaimedIdentity.of(basic("mallory:secret").replace("Basic", "bASIC"))
                        .name())
                .isEqualTo("mallory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", ":secret", "  :secret", "\u0000\n:secret"})
    void namesNobodyWhereNoNameIsGiven(String said) {
        ClaimedIdentity tried = ClaimedIdentity.of(basic(said));
        assertThat(tried.name()).isEqualTo(Audit.ANONYMOUS);
        assertThat(tried.toString()).doesNotContain("secret");
    }

    @Test
    void namesNobodyForTokensAndForWhatMakesNoSense() {
        assertThat(ClaimedIdentity.of(null)).isEqualTo(new ClaimedIdentity("anonymous", "no credentials"));
        assertThat(ClaimedIdentity.of("Basic %%%").name()).isEqualTo(Audit.ANONYMOUS);
        assertThat(ClaimedIdentity.of("Bearer secret")).isEqualTo(new ClaimedIdentity("anonymous", "an invalid token"));
    }

    @Test
    void keepsNamesShortAndOnOneLine() {
        assertThat(ClaimedIdentity.of(basic("a\nb".repeat(500) + ":x")).name())
                .hasSizeLessThanOrEqualTo(100)
                .doesNotContain("\n");
    }

    private static String basic(String said) {
        return "Basic " + Base64.getEncoder().encodeToString(said.getBytes(UTF_8));
    }
}
