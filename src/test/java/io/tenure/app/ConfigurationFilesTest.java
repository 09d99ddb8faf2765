package io.tenure.app;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ConfigurationFilesTest {
    @TempDir
    Path folder;

    @Test
    void aMissingFileIsNamed() {
        for (String location : new String[] {
            folder.resolve("none.properties").toString(),
            folder.resolve("none.properties").toUri().toString()
        }) {
            assertThatThrownBy(() -> ConfigurationFiles.check(location))
                    .isInstanceOf(StartupException.class)
                    .hasMessage("The configuration file " + folder.resolve("none.properties")
                            + " does not exist; SMALLRYE_CONFIG_LOCATIONS names it.");
        }
    }

    @Test
    void aFileThatCannotBeReadIsNamed() {
        // Not even root reads it, and it is no folder.
        Path memory = Path.of("/proc/self/mem");
        assertThatThrownBy(() -> ConfigurationFiles.check(memory.toString()))
                .isInstanceOf(StartupException.class)
                .hasMessageStartingWith("The configuration file /proc/self/mem cannot be read: ");
    }

    @Test
    void whatIsNoLocationIsNamed() {
        assertThatThrownBy(() -> ConfigurationFiles.check("a b\\c"))
                .isInstanceOf(StartupException.class)
                .hasMessage("SMALLRYE_CONFIG_LOCATIONS names a b\\c, which is neither a file nor an address.");
    }

    @Test
    void everyFaultInTheFilesIsReported() throws Exception {
        Path file = Files.writeString(folder.resolve("tenure.properties"), """
            tenure.release.four-eys=true
            tenure.release.max-level-change=7
            """);
        String before = System.getProperty("smallrye.config.locations");
        System.setProperty("smallrye.config.locations", file.toString());
        try {
            assertThatThrownBy(() -> ConfigurationFiles.check(file.toString()))
                    .isInstanceOf(StartupException.class)
                    .hasMessageContainingAll(
                            "tenure.release.four-eys is not a setting; did you mean tenure.release.four-eyes?",
                            "tenure.release.max-level-change must be 0 to 1, not 7.",
                            "The decision log cannot be used: ");
        } finally {
            if (before == null) {
                System.clearProperty("smallrye.config.locations");
            } else {
                System.setProperty("smallrye.config.locations", before);
            }
        }
    }
}
