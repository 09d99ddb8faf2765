package io.tenure.http;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class RequestOriginTest {
    private static final String OWN = "http://localhost:8080";

    private final RequestOrigin origins =
            new RequestOrigin(List.of("https://Tenure.example.com", " http://[::1]:8080"));

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,-",
                "-,same-origin",
                "-,none",
                "http://localhost:8080,-",
                "HTTP://LocalHost:8080,same-origin",
                "https://tenure.example.com,same-origin",
                "https://tenure.example.com,-",
                // Named in the settings, so the browser's opinion doesn't matter.
                "https://tenure.example.com:443,cross-site",
                "http://[::1]:8080,-"
            })
    void takesRequestsOfProgramsAndOfItsOwnPages(@Nullable String origin, @Nullable String site) {
        assertThat(origins.isForeign("POST", OWN, origin, site)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "-",
            value = {
                "-,cross-site",
                "-,Cross-Site",
                "-,same-site",
                "-,unheard-of",
                "null,-",
                "null,none",
                "'',-",
                "https://evil.example,-",
                "https://evil.example,same-origin",
                "http://localhost:8080,cross-site",
                "https://localhost:8080,-",
                "http://localhost,-",
                "http://localhost:8081,-",
                "http://localhost:8080.evil.example,-",
                "https://tenure.example.com.evil.example,-",
                "http://tenure.example.com,-"
            })
    void refusesRequestsOfOtherPages(@Nullable String origin, @Nullable String site) {
        for (String method : List.of("POST", "PUT", "DELETE", "PATCH", "post")) {
            assertThat(origins.isForeign(method, OWN, origin, site)).as(method).isTrue();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"GET", "HEAD", "OPTIONS"})
    void takesWhatOnlyReads(String method) {
        assertThat(origins.isForeign(method, OWN, "https://evil.example", "cross-site"))
                .isFalse();
    }

    @Test
    void theDefaultPortIsTheSameWrittenOrNot() {
        assertThat(origins.isForeign("POST", "http://tenure.internal:80", "http://tenure.internal", null))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {"*", "tenure.example.com", "https://tenure.example.com/", "null", "", "https://*.example.com"})
    void aSettingThatIsNoOriginStopsTheStart(String setting) {
        assertThatThrownBy(() -> new RequestOrigin(List.of(setting)))
                .isInstanceOf(ConfigurationException.class)
                .hasMessageContaining("tenure.http.allowed-origins has \"" + setting + "\"");
    }
}
