package io.tenure.encryption;

import static io.tenure.UsersForTests.given;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdDictTrainer;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.response.Response;
import io.tenure.cli.LoadGenerator;
import io.tenure.contract.RequestBodies;
import io.tenure.record.DecisionLog;
import jakarta.inject.Inject;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Objects;
import java.util.Random;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;

/// What is kept of a decision, made small.
///
/// With `-Dtenure.compression-dictionary=FILE` a new dictionary is trained and written there.
@QuarkusTest
class CompressionTest {
    private static final int KIB = 1024;
    private static final int DICTIONARY_BYTES = 64 * KIB;

    @Inject
    DecisionLog log;

    @Test
    void whatIsSaidOfADecisionComesToLessThanAnEighth() {
        Compression compression = Compression.bundled();
        int said = 0;
        int kept = 0;
        for (byte[] text : samplePayloads(new Random(7), 100)) {
            byte[] small = compression.compress(text);
            assertThat(compression.decompress(small)).isEqualTo(text);
            said += text.length;
            kept += small.length;
        }
        assertThat(kept).isLessThan(said / 8);
    }

    @Test
    void whatWasCompressedWithoutADictionaryCanStillBeRead() {
        byte[] text = "{\"customerId\": \"C07\"}".repeat(9).getBytes(UTF_8);
        assertThat(Compression.bundled().decompress(Zstd.compress(text, 1))).isEqualTo(text);
    }

    @Test
    void aTextWhoseDictionaryIsUnknownIsRefused() {
        byte[] small = Compression.bundled().compress("{\"customerId\": \"C07\"}".getBytes(UTF_8));
        // The dictionary's number stands behind the magic number and the frame's description.
        small[6] ^= 1;
        assertThatThrownBy(() -> Compression.bundled().decompress(small))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("newer version");
        assertThatThrownBy(() -> Compression.bundled().decompress("C07".getBytes(UTF_8)))
                .isInstanceOf(IllegalArgumentException.class);
    }

    /// A changed one could no longer read what was compressed with it.
    @Test
    void theDictionaryThatShippedIsStillTheSame() throws Exception {
        try (InputStream in = Compression.class.getResourceAsStream("responses-1.zdict")) {
            byte[] hash = MessageDigest.getInstance("SHA-256")
                    .digest(Objects.requireNonNull(in).readAllBytes());
            assertThat(HexFormat.of().formatHex(hash))
                    .isEqualTo("d8239ddebf232554e6e563d8b56d8a61d265a1a8a47192a335b9e8a9e99bd4c1");
        }
    }

    @Test
    @EnabledIfSystemProperty(named = "tenure.compression-dictionary", matches = ".+")
    void aNewDictionaryIsTrained() throws IOException {
        ZstdDictTrainer trainer = new ZstdDictTrainer(64 * KIB * KIB, DICTIONARY_BYTES);
        samplePayloads(new Random(1), 3_000).forEach(trainer::addSample);
        Files.write(Path.of(System.getProperty("tenure.compression-dictionary")), trainer.trainSamples());
    }

    /// What is said of customers made up by chance: with many facts and few, in both languages, some again and again
    /// so that something is remembered.
    private List<byte[]> samplePayloads(Random random, int customers) {
        LoadGenerator few = new LoadGenerator(
                URI.create("http://localhost"), "", 1, Duration.ZERO, 0, customers / 5, LocalDate.of(2026, 6, 30), 30);
        List<byte[]> said = new ArrayList<>();
        for (int i = 0; i < customers; i++) {
            for (String body : List.of(RequestBodies.random(random, i), few.randomCustomer(random))) {
                Response response = given().contentType("application/json")
                        .header("Accept-Language", i % 3 == 0 ? "zh" : "en")
                        .body(body)
                        .post("/api/v1/decisions");
                // What contradicts itself is refused.
                if (response.statusCode() == 200) {
                    UUID id = response.jsonPath().getUUID("decisionId");
                    said.add(Objects.requireNonNull(log.find(id).orElseThrow().payload())
                            .bytes());
                }
            }
        }
        return said;
    }
}
