package io.tenure.api;

import io.quarkus.runtime.ImageMode;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Objects;
import java.util.Properties;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The version and the capabilities of this service as the API shows them.
@RegisterForReflection
@Schema(name = "About", description = "The version and the capabilities of this service")
record AboutView(String version, BuildView build, DrlView drl, CapabilitiesView capabilities, PlatformView platform) {
    /// Read when the class is initialised; for a native binary, while it is built.
    private static final Properties BUILD = read();

    @Schema(name = "AboutBuild")
    record BuildView(
            @Schema(enumeration = {"jvm", "native"}) String kind,

            @Schema(description = "The commit it was built from", nullable = true) @Nullable
            String commit,

            @Schema(description = "The time of that commit", nullable = true) @Nullable
            String committedAt) {}

    @Schema(name = "AboutDrl")
    record DrlView(
            @Schema(description = "Hash of the DRL compiled into it; null for none", nullable = true) @Nullable
            String hash) {}

    @Schema(name = "Capabilities")
    record CapabilitiesView(
            @Schema(description = "Whether changed typed tables can be published")
            boolean changedTables,

            @Schema(description = "Whether changed DRL can be published")
            boolean changedDrl,

            @Schema(description = "Whether free-form tables, sheets of Drools code, can be published")
            boolean freeFormTables,

            @Schema(description = "Whether a workbook can be downloaded with its findings in it")
            boolean annotatedWorkbooks) {}

    @Schema(name = "Platform")
    record PlatformView(String java, String vm, String quarkus, String drools) {}

    static AboutView of(String drlHash, CapabilitiesView capabilities) {
        return new AboutView(
                property("version"),
                new BuildView(
                        ImageMode.current().isNativeImage() ? "native" : "jvm",
                        propertyOrNull("commit"),
                        propertyOrNull("committed")),
                new DrlView(drlHash.isEmpty() ? null : drlHash),
                capabilities,
                new PlatformView(
                        Runtime.version().toString(),
                        System.getProperty("java.vm.name", ""),
                        property("quarkus"),
                        property("drools")));
    }

    private static String property(String name) {
        return Objects.requireNonNullElse(propertyOrNull(name), "");
    }

    private static @Nullable String propertyOrNull(String name) {
        String value = BUILD.getProperty(name, "").strip();
        return value.isEmpty() ? null : value;
    }

    private static Properties read() {
        Properties properties = new Properties();
        try (InputStream in = AboutView.class.getResourceAsStream("build.properties")) {
            if (in != null) {
                properties.load(in);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        return properties;
    }
}
