package io.tenure.app;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.MappingIterator;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import com.google.gson.Gson;
import com.google.gson.GsonBuilder;
import com.google.gson.JsonDeserializer;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.OffsetDateTime;
import java.util.List;
import java.util.Locale;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/// The Kubernetes manifests against the schema of Kubernetes' API: no unknown field, none missing, none of another
/// type.
class KubernetesSchemaTest {
    private static final Path MANIFESTS = Path.of("deploy/kubernetes");
    private static final YAMLMapper YAML = new YAMLMapper();
    private static final Gson TYPES = new GsonBuilder()
            .registerTypeAdapter(OffsetDateTime.class, (JsonDeserializer<OffsetDateTime>)
                    (json, _, _) -> OffsetDateTime.parse(json.getAsString()))
            .create();

    @Test
    void everyManifestIsOfItsSchema() throws Exception {
        try (Stream<Path> files = Files.walk(MANIFESTS)) {
            List<Path> manifests = files.filter(file -> file.toString().endsWith(".yaml"))
                    .filter(file -> !file.endsWith("kustomization.yaml"))
                    // A patch has only what it changes; the rendered manifests contain it.
                    .filter(file -> !file.startsWith(MANIFESTS.resolve("native")))
                    .toList();
            assertThat(manifests).hasSizeGreaterThan(6);
            for (Path manifest : manifests) {
                check(YAML.readTree(manifest.toFile()));
            }
        }
    }

    @Test
    void theRenderedManifestsAreOfTheirSchema() throws Exception {
        for (String overlay : List.of("base", "native")) {
            List<JsonNode> rendered = rendered(overlay);
            assertThat(rendered.stream().map(KubernetesSchemaTest::kind))
                    .contains("Namespace", "Deployment", "Service", "HorizontalPodAutoscaler");
            for (JsonNode manifest : rendered) {
                check(manifest);
                assertThat(manifest.at("/metadata/namespace").asText())
                        .isEqualTo(kind(manifest).equals("Namespace") ? "" : "tenure");
            }
        }
    }

    @Test
    void imagesArePinnedByTheirDigest() throws Exception {
        for (String overlay : List.of("base", "native")) {
            JsonNode deployment = rendered(overlay).stream()
                    .filter(manifest -> kind(manifest).equals("Deployment"))
                    .findFirst()
                    .orElseThrow();
            assertThat(deployment.at("/spec/template/spec/containers/0/image").asText())
                    .matches("registry\\.example\\.com/tenure(-native)?@sha256:[0-9a-f]{64}")
                    .contains(overlay.equals("native") ? "-native@" : "tenure@");
        }
    }

    @Test
    void theCheckFindsAnUnknownFieldAMissingOneAndAnotherType() throws Exception {
        String service = "{apiVersion: v1, kind: Service, spec: {ports: [{%s}]}}";
        check(YAML.readTree(service.formatted("port: 80")));
        assertThatThrownBy(() -> check(YAML.readTree(service.formatted("port: 80, nam: http"))))
                .hasMessageContaining("`nam`");
        assertThatThrownBy(() -> check(YAML.readTree(service.formatted("name: http"))))
                .hasMessageContaining("`port`");
        assertThatThrownBy(() -> check(YAML.readTree(service.formatted("port: http"))))
                .hasMessageContaining("http");
    }

    private static String kind(JsonNode manifest) {
        return manifest.path("kind").asText();
    }

    /// `apps/v1` and `Deployment` are the class `V1Deployment`.
    private static void check(JsonNode manifest) throws Exception {
        String version = manifest.path("apiVersion").asText();
        version = version.substring(version.lastIndexOf('/') + 1);
        Class<?> type = Class.forName("io.kubernetes.client.openapi.models."
                + version.substring(0, 1).toUpperCase(Locale.ROOT) + version.substring(1) + kind(manifest));
        JsonElement json = JsonParser.parseString(manifest.toString());
        try {
            type.getMethod("validateJsonElement", JsonElement.class).invoke(null, json);
        } catch (InvocationTargetException invalid) {
            throw new IllegalArgumentException(invalid.getCause().getMessage(), invalid);
        }
        assertThat((Object) TYPES.fromJson(json, type))
                .describedAs("with numbers and booleans where they belong")
                .isNotNull();
    }

    /// What `kubectl apply -k` sends.
    private static List<JsonNode> rendered(String overlay) throws IOException, InterruptedException {
        Process kubectl;
        try {
            kubectl = new ProcessBuilder(
                            "kubectl", "kustomize", MANIFESTS.resolve(overlay).toString())
                    .redirectError(ProcessBuilder.Redirect.INHERIT)
                    .start();
        } catch (IOException _) {
            return Assumptions.abort("kubectl isn't installed, so the manifests are checked file by file only");
        }
        byte[] output = kubectl.getInputStream().readAllBytes();
        assertThat(kubectl.waitFor()).isZero();
        try (MappingIterator<JsonNode> manifests =
                YAML.readerFor(JsonNode.class).readValues(output)) {
            return manifests.readAll();
        }
    }
}
