package io.tenure.app;

import io.quarkus.runtime.configuration.QuarkusConfigBuilderCustomizer;
import io.smallrye.config.PropertiesLocationConfigSourceFactory;
import io.smallrye.config.SmallRyeConfig;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.io.IOException;
import java.net.URI;
import java.nio.file.FileSystemNotFoundException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/// Reads the configuration before Quarkus does, to report everything wrong with it at once and in sentences.
/// Quarkus stops at the first fault, in places where it can't tell, and takes names that nobody reads.
///
/// Built without looking up services, so that it is the same in a native binary.
final class ConfigurationFiles {
    private ConfigurationFiles() {}

    /// Throws if a file can't be read, or a setting `tenure.*` is unknown or out of range.
    ///
    /// @param locations the named files and folders, separated by commas
    static void check(String locations) throws StartupException {
        for (String location : locations.split(",")) {
            if (!location.isBlank()) {
                requireReadable(location.strip());
            }
        }
        List<String> faults = Settings.faults(read());
        if (!faults.isEmpty()) {
            throw new StartupException(String.join(System.lineSeparator(), faults));
        }
    }

    private static SmallRyeConfig read() throws StartupException {
        try {
            return new SmallRyeConfigBuilder()
                    .forClassLoader(Thread.currentThread().getContextClassLoader())
                    .withCustomizers(new QuarkusConfigBuilderCustomizer())
                    .withSources(new PropertiesLocationConfigSourceFactory())
                    .addDefaultInterceptors()
                    .addDefaultSources()
                    .build();
        } catch (RuntimeException e) {
            throw new StartupException("The configuration cannot be read: " + FailureMessage.rootSentence(e), e);
        }
    }

    private static void requireReadable(String location) throws StartupException {
        Path path;
        try {
            URI uri = URI.create(location);
            if (uri.getScheme() != null && !uri.getScheme().equals("file")) {
                return;
            }
            path = uri.getScheme() == null ? Path.of(location) : Path.of(uri);
        } catch (IllegalArgumentException | FileSystemNotFoundException _) {
            throw new StartupException(
                    "SMALLRYE_CONFIG_LOCATIONS names %s, which is neither a file nor an address.".formatted(location));
        }
        if (Files.isDirectory(path)) {
            return;
        }
        if (Files.notExists(path)) {
            throw new StartupException(
                    "The configuration file %s does not exist; SMALLRYE_CONFIG_LOCATIONS names it.".formatted(path));
        }
        try (var in = Files.newInputStream(path)) {
            // Opened only to find out whether that is allowed.
            in.read();
        } catch (IOException e) {
            throw new StartupException(
                    "The configuration file %s cannot be read: %s.".formatted(path, FailureMessage.reason(e)), e);
        }
    }
}
