package io.tenure.contract;

import static io.tenure.UsersForTests.as;
import static io.tenure.contract.RulesApi.API;
import static io.tenure.contract.RulesApi.active;
import static io.tenure.contract.RulesApi.draft;
import static io.tenure.contract.RulesApi.publish;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.hamcrest.Matchers.equalTo;

import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.junit.QuarkusTestProfile;
import io.quarkus.test.junit.TestProfile;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// Checks that take longer than they may.
@QuarkusTest
@TestProfile(CheckTimeoutTest.AtOnce.class)
class CheckTimeoutTest {
    public static final class AtOnce implements QuarkusTestProfile {
        @Override
        public Map<String, String> getConfigOverrides() {
            return Map.of("tenure.release.check-timeout", "PT0.001S");
        }
    }

    @Test
    void aCheckThatTakesTooLongIsGivenUpAndNothingIsPublished() {
        int before = active();
        int id = draft("eve", "more.drl", "// nothing\n".getBytes(UTF_8));

        as("eve")
                .get(API + "/drafts/" + id + "/check")
                .then()
                .statusCode(503)
                .header("Retry-After", "1")
                .body("type", equalTo("urn:tenure:problem:check-timeout"));
        publish("bob", id, "{\"acknowledgeWarnings\": true}")
                .statusCode(503)
                .body("type", equalTo("urn:tenure:problem:check-timeout"));
        assertThat(active()).isEqualTo(before);
    }
}
