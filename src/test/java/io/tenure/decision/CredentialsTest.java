package io.tenure.decision;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.Base64;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class CredentialsTest {
    @Test
    void namesWhoTriedAndNeverThePassword() {
        Credentials tried = Credentials.of(basic("mallory:se:cret"));
        assertThat(tried.name()).isEqualTo("mallory");
        assertThat(tried.toString()).doesNotContain("cret");
        assertThat(Credentials.of(basic("mallory:secret").replace("Basic", "bASIC"))
                        .name())
                .isEqualTo("mallory");
    }

    @ParameterizedTest
    @ValueSource(strings = {"secret", ":secret", "  :secret", "\u0000\n:secret"})
    void namesNobodyWhereNoNameIsGiven(String said) {
        Credentials tried = Credentials.of(basic(said));
        assertThat(tried.name()).isEqualTo(Credentials.NOBODY);
        assertThat(tried.toString()).doesNotContain("secret");
    }

    @Test
    void namesNobodyForTokensAndForWhatMakesNoSense() {
        assertThat(Credentials.of(null)).isEqualTo(new Credentials("nobody", "no credentials"));
        assertThat(Credentials.of("Basic %%%").name()).isEqualTo(Credentials.NOBODY);
        assertThat(Credentials.of("Bearer secret")).isEqualTo(new Credentials("nobody", "a token that is not valid"));
    }

    @Test
    void keepsNamesShortAndOnOneLine() {
        assertThat(Credentials.of(basic("a\nb".repeat(500) + ":x")).name())
                .hasSizeLessThanOrEqualTo(100)
                .doesNotContain("\n");
    }

    private static String basic(String said) {
        return "Basic " + Base64.getEncoder().encodeToString(said.getBytes(UTF_8));
    }
}
