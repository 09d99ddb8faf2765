package io.tenure.contract;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.test.common.http.TestHTTPResource;
import io.quarkus.test.junit.QuarkusTest;
import io.tenure.UsersForTests;
import java.io.File;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// Clients that generators make of the API description compile, and decide a customer.
@QuarkusTest
class GeneratedClientsTest {
    private static final String DESCRIPTION =
            Path.of("docs/openapi.yaml").toAbsolutePath().toString();

    private static final String JAVA =
            Path.of(System.getProperty("java.home"), "bin", "java").toString();
    private static final Path JAVA_CLIENT = NodeTools.DIRECTORY.resolve("java-client");

    /// Copied by the build: its libraries must not be on the class path of the tests.
    private static final Path GENERATOR = NodeTools.DIRECTORY.resolve("openapi-generator-cli.jar");

    @TestHTTPResource("/")
    URI service;

    @Test
    void aTypeScriptClientDecides() throws IOException {
        NodeTools.install();
        NodeTools.tool("openapi-typescript", DESCRIPTION, "--output", "tenure.d.ts");
        NodeTools.tool("tsc", "--project", "tsconfig.json");
        JsonNode answer = new ObjectMapper()
                .readTree(NodeTools.run("node", "built/decide.js", address(), "tester", UsersForTests.password()));
        assertThat(answer.toString())
                .isEqualTo("{\"stage\":\"PROSPECT\",\"rank\":1,\"storedStage\":\"PROSPECT\",\"feedback\":\"PURCHASED\","
                        + "\"problem\":\"urn:tenure:problem:bad-input\",\"pointers\":[\"/asOf\"]}");
    }

    @Test
    void aJavaClientDecides() throws IOException {
        NodeTools.install();
        NodeTools.run(
                JAVA,
                "-jar",
                GENERATOR.toString(),
                "generate",
                "--input-spec",
                DESCRIPTION,
                "--generator-name",
                "java",
                "--library",
                "native",
                "--output",
                JAVA_CLIENT.toString(),
                "--additional-properties",
                "openApiNullable=false,useJakartaEe=true,hideGenerationTimestamp=true,invokerPackage=client,"
                        + "apiPackage=client.api,modelPackage=client.model",
                "--global-property",
                "apiTests=false,modelTests=false,apiDocs=false,modelDocs=false");
        // What the generated code needs is on the class path of the tests.
        String classPath = System.getProperty("java.class.path");
        Path classes = JAVA_CLIENT.resolve("classes");
        Path arguments = Files.writeString(
                JAVA_CLIENT.resolve("javac.arguments"),
                "-nowarn -proc:none -d \"%s\" -cp \"%s\" -sourcepath \"%s\" Decide.java"
                        .formatted(classes, classPath, JAVA_CLIENT.resolve("src/main/java")));
        NodeTools.run(JAVA + "c", "@" + arguments);
        Path run = Files.writeString(
                JAVA_CLIENT.resolve("java.arguments"),
                "-cp \"%s%s%s\"".formatted(classes, File.pathSeparator, classPath));
        assertThat(NodeTools.run(JAVA, "@" + run, "Decide", address(), "tester", UsersForTests.password()))
                .isEqualToIgnoringNewLines("PROSPECT 1 PROSPECT PURCHASED 400");
    }

    private String address() {
        return service.toString().replaceFirst("/$", "");
    }
}
