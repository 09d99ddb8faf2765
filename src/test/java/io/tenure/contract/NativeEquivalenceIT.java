package io.tenure.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenure.bundle.Bundle;
import io.tenure.embedding.EmbeddedRuleset;
import io.tenure.finding.Checked;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/// Random customers, decided by the packaged service and by another: the native binary and the JVM's jar, or that jar
/// and the engine of this process.
class NativeEquivalenceIT {
    private static final int CUSTOMERS = 10_000;
    /// Each how many-th customer is explained in full, which takes longer than deciding.
    private static final int EXPLAINED = 10;
    private static final long SEED = 20_260_630;

    private final PackagedService service = new PackagedService("equivalence.log");
    private final PackagedService jvm = new PackagedService("equivalence-jvm.log", Path.of("target"));

    /// The response of `POST /api/v1/decisions`; null for a rejected request.
    private interface OtherService {
        /// @param full whether the whole explanation is asked for
        JsonNode decide(String body, boolean full) throws Exception;
    }

    @AfterEach
    void stop() throws InterruptedException {
        service.kill();
        jvm.kill();
    }

    @Test
    void tenThousandRandomCustomersAreDecidedAlike() throws Exception {
        // Each process recalls its own decisions; only the decisions themselves are compared.
        service.configuration.put("tenure.record.enabled", "false");
        jvm.configuration.put("tenure.record.enabled", "false");
        service.start();
        OtherService other = service.isNative() && Files.exists(Path.of("target/quarkus-app/quarkus-run.jar"))
                ? jvmProcess()
                : thisProcess();
        Random random = new Random(SEED);
        int decided = 0;
        int refused = 0;
        while (decided < CUSTOMERS) {
            String body = RequestBodies.random(random, decided + refused);
            boolean full = (decided + refused) % EXPLAINED == 0;
            HttpResponse<String> response = service.decide(request(body, full));
            JsonNode expected = other.decide(body, full);
            if (expected == null) {
                assertThat(response.statusCode()).as(body).isEqualTo(400);
                refused++;
            } else {
                assertThat(response.statusCode()).as(body).isEqualTo(200);
                assertThat(RequestBodies.withoutVaryingFields(response.body().getBytes(UTF_8)))
                        .as(body)
                        .isEqualTo(expected);
                decided++;
            }
        }
        System.out.printf(
                Locale.ROOT, "%,d random customers were decided alike, and %,d refused alike.%n", decided, refused);
    }

    private OtherService jvmProcess() throws Exception {
        jvm.start();
        return (body, full) -> {
            HttpResponse<String> response = jvm.decide(request(body, full));
            return response.statusCode() == 200
                    ? RequestBodies.withoutVaryingFields(response.body().getBytes(UTF_8))
                    : null;
        };
    }

    /// The engine as other programs embed it.
    private static OtherService thisProcess() {
        EmbeddedRuleset ruleset =
                EmbeddedRuleset.of(Bundle.ofClasspath("seed/"), 1).orElseThrow();
        return (body, full) -> switch (ruleset.decide(request(body, full).getBytes(UTF_8), Locale.ENGLISH)) {
            case Checked.Invalid(var _) -> null;
            case Checked.Valid(byte[] answer, var _) -> RequestBodies.withoutVaryingFields(answer);
        };
    }

    private static String request(String body, boolean full) {
        return full ? body.replaceFirst("\\{", "{\"explain\": \"full\", ") : body;
    }
}
