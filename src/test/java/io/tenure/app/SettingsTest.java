package io.tenure.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.util.Base64;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SettingsTest {
    private static final String KEY = Base64.getEncoder().encodeToString(new byte[32]);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '"', textBlock = """
        tenure.release.four-eys        | tenure.release.four-eys is not a setting; did you mean tenure.release.four-eyes?
        tenure.record.timout           | tenure.record.timout is not a setting; did you mean tenure.record.timeout?
        %prod.tenure.release.four-eys  | %prod.tenure.release.four-eys is not a setting; did you mean tenure.release.four-eyes?
        Tenure.release.four-eyes       | Tenure.release.four-eyes is not a setting; did you mean tenure.release.four-eyes?
        TENURE.release.four-eyes       | TENURE.release.four-eyes is not a setting; did you mean tenure.release.four-eyes?
        tenure-release.four-eyes       | tenure-release.four-eyes is not a setting; did you mean tenure.release.four-eyes?
        tenure.entirely-unlike-others  | tenure.entirely-unlike-others is not a setting.
        """)
    void anUnknownNameIsAFaultWithTheNearestName(String name, String fault) {
        assertThat(Settings.faults(properties(Map.of(name, "true")))).containsExactly(fault);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        TENURE_RELEASE_FOUR_EYS       | TENURE_RELEASE_FOUR_EYS is not a setting; did you mean TENURE_RELEASE_FOUR_EYES?
        _PROD_TENURE_RELEASE_FOUR_EYS | _PROD_TENURE_RELEASE_FOUR_EYS is not a setting; did you mean TENURE_RELEASE_FOUR_EYES?
        tenure_release_four_eys       | tenure_release_four_eys is not a setting; did you mean TENURE_RELEASE_FOUR_EYES?
        """)
    void anUnknownEnvironmentVariableIsAFaultWithTheNearestName(String name, String fault) {
        assertThat(Settings.faults(environment(Map.of(name, "true")))).containsExactly(fault);
    }

    @Test
    void variablesOfTheCommandsAndOfKubernetesAreNoSettings() {
        assertThat(Settings.faults(environment(Map.of(
                        "TENURE_URL", "http://localhost:8080",
                        "TENURE_TOKEN", "tnr_x",
                        "TENURE_USER", "ann",
                        "TENURE_PASSWORD", "x",
                        "TENURE_SERVICE_HOST", "10.0.0.1",
                        "TENURE_SERVICE_PORT_HTTP", "8080",
                        "TENURE_PORT", "tcp://10.0.0.1:8080",
                        "TENURE_PORT_8080_TCP_ADDR", "10.0.0.1",
                        "TENURE_DB_PORT_5432_TCP", "tcp://10.0.0.2:5432",
                        "TENURE_RELEASE_FOUR_EYES", "false"))))
                .isEmpty();
        assertThat(Settings.faults(environment(Map.of("TENURE_LANG", "zh")))).isEmpty();
    }

    @Test
    void aValueOfTheEnvironmentIsCheckedLikeAnyOther() {
        for (String name : List.of(
                "TENURE_RELEASE_MAX_LEVEL_CHANGE",
                "tenure_release_max_level_change",
                "Tenure_Release_Max_Level_Change")) {
            assertThat(Settings.faults(environment(Map.of(name, "7"))))
                    .as(name)
                    .containsExactly("tenure.release.max-level-change must be 0 to 1, not 7.");
        }
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        tenure.release.max-level-change           | 7        | 0 to 1
        tenure.release.max-level-change           | -0.1     | 0 to 1
        tenure.release.max-level-change           | 5 %      | 0 to 1
        tenure.release.max-level-change           | NaN      | 0 to 1
        tenure.release.four-eyes                  | maybe    | true or false
        tenure.release.cache-size                 | 0        | 1 to 1000 releases
        tenure.release.cache-size                 | 1.5      | 1 to 1000 releases
        tenure.release.cache-size                 | 99999999999999999999 | 1 to 1000 releases
        tenure.people.bcrypt-cost                 | 31       | 4 to 16
        tenure.release.check-timeout              | 0        | duration, PT0.001S to PT1H
        tenure.release.check-timeout              | PT2H     | duration, PT0.001S to PT1H
        tenure.record.timeout                     | fast     | duration, PT0.001S to PT10M
        tenure.record.on-outage                   | ignore   | reject or journal
        tenure.record.data-retention.timeline     | P0D      | period, P1D to P100Y
        tenure.record.data-retention.decisions    | P1D      | period, P1M to P100Y
        tenure.record.data-retention.decisions    | 24       | period, P1M to P100Y
        tenure.http.allowed-origins               | a.example | origins such as https://tenure.example.com, separated by commas
        """)
    void aValueOutOfRangeIsAFaultWithTheRange(String name, String value, String range) {
        assertThat(Settings.faults(properties(Map.of(name, value))))
                .containsExactly(name + " must be " + range + ", not " + value + ".");
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        tenure.release.max-level-change        | 0
        tenure.release.max-level-change        | 1.0
        tenure.release.max-level-change        | 0.05
        tenure.release.four-eyes               | OFF
        tenure.release.check-timeout           | 90
        tenure.release.check-timeout           | 500ms
        tenure.release.check-timeout           | PT60S
        tenure.record.timeout                  | 5S
        tenure.record.timeout                  | 1m30s
        tenure.record.on-outage                | JOURNAL
        tenure.record.data-retention.decisions | P24M
        tenure.record.data-retention.timeline  | P10Y
        tenure.http.allowed-origins            | https://a.example, http://[::1]:8080
        tenure.bundle.directory                | /srv/rules
        """)
    void aValueWithinTheRangeIsTaken(String name, String value) {
        assertThat(Settings.faults(properties(Map.of(name, value)))).isEmpty();
    }

    @Test
    void everyFaultIsReportedAtOnceAndNoPartOfAKey() {
        assertThat(Settings.faults(properties(Map.of(
                        "tenure.release.four-eys", "true",
                        "tenure.release.cache-size", "${no.such.value}",
                        "tenure.record.pseudonym-key", "c2VjcmV0",
                        "tenure.people.bcrypt-cost", "x".repeat(100) + "\n"))))
                .hasSize(4)
                .anyMatch(fault -> fault.startsWith("tenure.release.four-eys is not a setting"))
                .anyMatch(fault -> fault.startsWith("tenure.release.cache-size has a value that can't be read"))
                .anyMatch(fault ->
                        fault.equals("tenure.people.bcrypt-cost must be 4 to 16, not " + "x".repeat(60) + "…."))
                .anyMatch(fault -> fault.startsWith("The decision log cannot be used: tenure.record.pseudonym-key"))
                .noneMatch(fault -> fault.contains("c2VjcmV0"));
    }

    @Test
    void withoutARecordNoKeysAreNeeded() {
        assertThat(Settings.faults(new SmallRyeConfigBuilder()
                        .withSources(new PropertiesConfigSource(Map.of("tenure.record.enabled", "false"), "test", 400))
                        .build()))
                .isEmpty();
    }

    private static SmallRyeConfig properties(Map<String, String> settings) {
        Map<String, String> all = new HashMap<>(keys());
        all.putAll(settings);
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new PropertiesConfigSource(all, "test", 400))
                .build();
    }

    private static SmallRyeConfig environment(Map<String, String> variables) {
        return new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withSources(new EnvConfigSource(variables, 300), new PropertiesConfigSource(keys(), "test", 100))
                .build();
    }

    private static Map<String, String> keys() {
        return Map.of("tenure.record.encryption-keys", "1:" + KEY, "tenure.record.pseudonym-key", KEY);
    }
}
