package io.tenure.contract;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/// The API description as the tools that others use see it.
class ApiDescriptionTest {
    private static final String DESCRIPTION =
            Path.of("docs/openapi.yaml").toAbsolutePath().toString();

    @BeforeAll
    static void install() {
        NodeTools.install();
    }

    @Test
    void redoclyFindsNoErrorAndNoWarning() {
        assertThat(NodeTools.tool("redocly", "lint", DESCRIPTION, "--config", "redocly.yaml", "--format", "stylish"))
                .contains("Your API description is valid")
                .doesNotContainPattern("[0-9]+ (error|warning)");
    }

    @Test
    void spectralFindsNothing() {
        assertThat(NodeTools.tool(
                        "spectral", "lint", DESCRIPTION, "--ruleset", "spectral.yaml", "--fail-severity", "hint"))
                .contains("No results with a severity of 'hint' or higher found");
    }
}
