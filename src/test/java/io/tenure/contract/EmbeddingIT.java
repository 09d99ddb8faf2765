package io.tenure.contract;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenure.bundle.Bundle;
import io.tenure.embedding.DecisionFault;
import io.tenure.embedding.EmbeddedRuleset;
import io.tenure.finding.Checked;
import java.io.File;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The artifact with the classifier `decide`, in a program of its own with just the libraries that `docs/embedding.md`
/// names.
class EmbeddingIT {
    private static final Path LIBRARIES = Path.of("target", "quarkus-app", "lib", "main");

    @TempDir
    private Path folder;

    @Test
    void aProgramWithoutTheServicesLibrariesDecidesAndExplainsByARelease() throws Exception {
        Bundle bundle = withChangedRules(Bundle.ofClasspath("seed/"));
        Path release = Files.write(folder.resolve("release.zip"), bundle.toZip());
        List<String> requests = new ArrayList<>();
        Random random = new Random(5);
        for (int i = 0; i < 100; i++) {
            requests.add(
                    RequestBodies.random(random, i).replaceFirst("\\{", i % 2 == 0 ? "{\"explain\": \"full\", " : "{"));
        }
        requests.add("{\"customerId\": \"C-1\", \"asOf\": \"2026-06-30\", \"purchase\": 1}");

        List<String> answers = run(release, requests);

        EmbeddedRuleset ruleset = EmbeddedRuleset.of(bundle, 3).orElseThrow();
        assertThat(answers).hasSameSizeAs(requests);
        int decided = 0;
        for (int i = 0; i < requests.size(); i++) {
            switch (ruleset.decide(requests.get(i).getBytes(UTF_8), Locale.ENGLISH)) {
                case Checked.Valid(byte[] answer, var _) -> {
                    JsonNode expected = RequestBodies.withoutVaryingFields(answer);
                    assertThat(RequestBodies.withoutVaryingFields(answers.get(i).getBytes(UTF_8)))
                            .isEqualTo(expected);
                    assertThat(expected.at("/ruleset/release").asInt()).isEqualTo(3);
                    decided++;
                }
                case Checked.Invalid(List<DecisionFault> faults) ->
                    assertThat(answers.get(i)).isEqualTo(faults.toString());
            }
        }
        assertThat(decided).isGreaterThan(20);
        assertThat(answers.getLast()).startsWith("[/purchase: ").contains("/facts/relationshipType: ");
    }

    /// So that rules have to be compiled.
    private static Bundle withChangedRules(Bundle bundle) {
        Map<String, byte[]> files = new TreeMap<>(bundle.files());
        files.replaceAll((path, content) ->
                path.endsWith(".drl") ? (new String(content, UTF_8) + "\n// changed\n").getBytes(UTF_8) : content);
        return Bundle.of(files);
    }

    private List<String> run(Path release, List<String> requests) throws IOException, InterruptedException {
        Path in = Files.write(folder.resolve("requests.jsonl"), requests);
        Path out = folder.resolve("answers.jsonl");
        Path errors = folder.resolve("errors.txt");
        Process program = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        classPath(),
                        "io.tenure.embedding.EmbeddingExample",
                        release.toString(),
                        "3")
                .redirectInput(in.toFile())
                .redirectOutput(out.toFile())
                .redirectError(errors.toFile())
                .start();
        try {
            assertThat(program.waitFor(2, TimeUnit.MINUTES)).isTrue();
        } finally {
            program.destroyForcibly();
        }
        assertThat(program.exitValue()).as(Files.readString(errors)).isZero();
        return Files.readAllLines(out);
    }

    private String classPath() throws IOException {
        List<String> named = documentedLibraries();
        List<String> path =
                new ArrayList<>(List.of(only(Path.of("target"), "-decide.jar").toString(), example()));
        try (Stream<Path> libraries = Files.list(LIBRARIES)) {
            libraries
                    .filter(library -> named.stream()
                            .anyMatch(name -> library.getFileName().toString().startsWith(name)))
                    .forEach(library -> path.add(library.toString()));
        }
        assertThat(path).noneMatch(entry -> entry.contains("quarkus.") || entry.contains("jakarta."));
        return String.join(File.pathSeparator, path);
    }

    /// The lines of the document's list, `group:artifact`, as the packaged service names its libraries.
    private static List<String> documentedLibraries() throws IOException {
        return Files.readAllLines(Path.of("docs", "embedding.md")).stream()
                .filter(line -> line.matches("[\\w.-]+:[\\w.-]+"))
                .map(line -> line.replace(':', '.') + "-")
                .toList();
    }

    /// The example's classes alone: those of other tests need other libraries.
    private String example() throws IOException {
        Path classes = Path.of("io", "tenure", "embedding");
        Path copy = Files.createDirectories(folder.resolve("example").resolve(classes));
        Path compiled = Path.of("target", "test-classes").resolve(classes).resolve("EmbeddingExample.class");
        Files.copy(compiled, copy.resolve(compiled.getFileName()));
        return folder.resolve("example").toString();
    }

    private static Path only(Path folder, String end) throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.filter(file -> file.getFileName().toString().endsWith(end))
                    .findFirst()
                    .orElseThrow();
        }
    }
}
