package io.tenure.app;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.dataformat.yaml.YAMLMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/// The deployment files: images, compose file and Kubernetes.
class DeploymentTest {
    private static final Path CLUSTER = Path.of("deploy/kubernetes/base");
    private static final Path IMAGES = Path.of("src/main/docker");
    private static final YAMLMapper YAML = new YAMLMapper();

    @Test
    void everyKubernetesFileIsListed() throws IOException {
        List<String> listed = new ArrayList<>();
        cluster("kustomization.yaml").path("resources").forEach(file -> listed.add(file.asText()));
        try (Stream<Path> files = Files.list(CLUSTER)) {
            assertThat(files.map(file -> file.getFileName().toString())
                            .filter(name -> !name.equals("kustomization.yaml")))
                    .containsExactlyInAnyOrderElementsOf(listed);
        }
    }

    @Test
    void theServiceRunsWithoutRootAndWritesOnlyToItsTemporaryFolder() throws IOException {
        JsonNode pod = pod();
        JsonNode container = pod.path("containers").path(0);
        assertThat(pod.at("/securityContext/runAsNonRoot").asBoolean()).isTrue();
        assertThat(container.at("/securityContext/readOnlyRootFilesystem").asBoolean())
                .isTrue();
        assertThat(container.at("/securityContext/allowPrivilegeEscalation").asBoolean(true))
                .isFalse();
        assertThat(container.at("/securityContext/capabilities/drop/0").asText())
                .isEqualTo("ALL");
        assertThat(container.at("/volumeMounts/0/mountPath").asText()).isEqualTo("/tmp");

        JsonNode composed = compose("tenure");
        assertThat(composed.path("read_only").asBoolean()).isTrue();
        // A native library is unpacked and executed there, which container engines only allow with exec.
        assertThat(composed.at("/tmpfs/0").asText()).isEqualTo("/tmp:exec");
        assertThat(composed.at("/cap_drop/0").asText()).isEqualTo("ALL");
        for (String image : List.of("Dockerfile.native", "Dockerfile.jvm")) {
            assertThat(last(image, "USER")).as(image).matches("USER [1-9]\\d*:[1-9]\\d*");
            // As a list, which needs no shell.
            assertThat(last(image, "ENTRYPOINT")).as(image).startsWith("ENTRYPOINT [");
        }
    }

    @Test
    void theGracePeriodIsLongerThanAShutdown() throws IOException {
        int delay = seconds(environment().get("QUARKUS_SHUTDOWN_DELAY"));
        String timeout = setting("quarkus.shutdown.timeout");
        assertThat(pod().path("terminationGracePeriodSeconds").asInt()).isGreaterThan(delay + seconds(timeout));
        assertThat(seconds(compose("tenure").path("stop_grace_period").asText()))
                .isGreaterThan(seconds(compose("tenure")
                                .at("/environment/QUARKUS_SHUTDOWN_DELAY")
                                .asText())
                        + seconds(timeout));
    }

    @Test
    void probesUseThePathsOfTheHealthChecks() throws IOException {
        JsonNode container = pod().path("containers").path(0);
        assertThat(container.at("/startupProbe/httpGet/path").asText()).isEqualTo("/q/health/started");
        assertThat(container.at("/readinessProbe/httpGet/path").asText()).isEqualTo("/q/health/ready");
        assertThat(container.at("/livenessProbe/httpGet/path").asText()).isEqualTo("/q/health/live");
        assertThat(container.at("/ports/0/containerPort").asInt())
                .isEqualTo(cluster("network-policy.yaml")
                        .at("/spec/ingress/0/ports/0/port")
                        .asInt());
    }

    /// An autoscaler of full size, during an update: one instance starts, and one ends, which keeps its
    /// connections until its grace period is over. The next one ends after that.
    @Test
    void allInstancesTogetherFitTheConnectionsOfADefaultDatabase() throws IOException {
        JsonNode deployment = cluster("deployment.yaml").path("spec");
        JsonNode update = deployment.at("/strategy/rollingUpdate");
        assertThat(update.path("maxUnavailable").asInt(-1)).isZero();
        assertThat(deployment.path("minReadySeconds").asInt())
                .isGreaterThanOrEqualTo(
                        pod().path("terminationGracePeriodSeconds").asInt());
        int instances = cluster("autoscaler.yaml").at("/spec/maxReplicas").asInt()
                + update.path("maxSurge").asInt()
                + 1;
        int connections = instances * Integer.parseInt(setting("quarkus.datasource.jdbc.max-size"));
        assertThat(environment()).doesNotContainKey("QUARKUS_DATASOURCE_JDBC_MAX_SIZE");
        int maxConnections = 100;
        int reservedForSuperusers = 3;
        int forBackupAndPeople = 10;
        assertThat(connections).isLessThanOrEqualTo(maxConnections - reservedForSuperusers - forBackupAndPeople);
        assertThat(Files.readString(Path.of("docs/operating.md")))
                .contains(String.format(
                        Locale.ROOT,
                        "%d instances × %d connections = %d",
                        instances,
                        connections / instances,
                        connections));
    }

    @Test
    void onlyTheAutoscalerSetsTheNumberOfInstances() throws IOException {
        assertThat(cluster("deployment.yaml").path("spec").has("replicas")).isFalse();
        assertThat(cluster("autoscaler.yaml").at("/spec/minReplicas").asInt()).isEqualTo(2);
    }

    @Test
    void theFirstStartHasTenMinutesForMigrations() throws IOException {
        JsonNode probe = pod().at("/containers/0/startupProbe");
        int seconds = probe.path("periodSeconds").asInt()
                * probe.path("failureThreshold").asInt();
        assertThat(seconds).isGreaterThanOrEqualTo(600);
        assertThat(cluster("deployment.yaml")
                        .at("/spec/progressDeadlineSeconds")
                        .asInt())
                .isGreaterThan(seconds);
    }

    @Test
    void theComposedServicesHaveLimitsOfMemoryAndTheDatabaseIsCheckedOverTcp() throws IOException {
        for (String service : List.of("database", "tenure")) {
            assertThat(compose(service).path("mem_limit").asText()).as(service).matches("\\d+[mg]");
        }
        // While the image sets the database up, its server listens on a Unix socket only.
        List<String> check = new ArrayList<>();
        compose("database").at("/healthcheck/test").forEach(word -> check.add(word.asText()));
        assertThat(check).contains("pg_isready", "--host=127.0.0.1");
    }

    @Test
    void theLabelOfCallersIsDocumented() throws IOException {
        List<String> labels = new ArrayList<>();
        cluster("network-policy.yaml")
                .at("/spec/ingress/0/from/0/namespaceSelector/matchLabels")
                .properties()
                .forEach(label ->
                        labels.add(label.getKey() + "=" + label.getValue().asText()));
        assertThat(labels).hasSize(1);
        assertThat(Files.readString(Path.of("docs/operating.md")))
                .contains("kubectl label namespace NAME " + labels.getFirst());
    }

    @Test
    void everySettingIsDocumentedAndNoSecretIsInAFile() throws IOException {
        String documentation = Files.readString(Path.of("docs/operating.md"))
                .toUpperCase(Locale.ROOT)
                .replaceAll("[^A-Z0-9`,| \\n]", "_");
        Map<String, String> settings = new TreeMap<>(environment());
        compose("tenure")
                .path("environment")
                .properties()
                .forEach(e -> settings.put(e.getKey(), e.getValue().asText()));
        assertThat(settings).hasSizeGreaterThan(5);
        settings.keySet().forEach(name -> assertThat(documentation).contains("`" + name + "`"));
        settings.forEach((name, value) -> {
            if (name.contains("PASSWORD")) {
                assertThat(value).as(name).isEmpty();
            }
        });
        assertThat(compose("database").path("environment").has("POSTGRES_PASSWORD"))
                .isFalse();
    }

    private static JsonNode pod() throws IOException {
        return cluster("deployment.yaml").at("/spec/template/spec");
    }

    /// Names and values; a value from a secret is empty.
    private static Map<String, String> environment() throws IOException {
        Map<String, String> environment = new TreeMap<>();
        pod().at("/containers/0/env")
                .forEach(e ->
                        environment.put(e.path("name").asText(), e.path("value").asText("")));
        return environment;
    }

    private static String setting(String key) throws IOException {
        return Files.readAllLines(Path.of("src/main/resources/application.properties")).stream()
                .filter(line -> line.startsWith(key + "="))
                .map(line -> line.substring(line.indexOf('=') + 1))
                .findFirst()
                .orElseThrow();
    }

    private static int seconds(String duration) {
        assertThat(duration).matches("\\d+[sS]");
        return Integer.parseInt(duration.substring(0, duration.length() - 1));
    }

    private static JsonNode cluster(String file) throws IOException {
        return YAML.readTree(CLUSTER.resolve(file).toFile());
    }

    private static JsonNode compose(String service) throws IOException {
        return YAML.readTree(Path.of("compose.yaml").toFile()).path("services").path(service);
    }

    private static String last(String image, String instruction) throws IOException {
        return Files.readAllLines(IMAGES.resolve(image)).stream()
                .filter(line -> line.startsWith(instruction + " "))
                .reduce((_, next) -> next)
                .orElse("");
    }
}
