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

/// What runs here.
@RegisterForReflection
@Schema(name = "About", description = "What runs here, and what it can do")
record AboutView(String version, BuildView build, DrlView drl, CapabilitiesView can, PlatformView platform) {
    /// Read as the class is initialised, which for a native binary is while it is built.
    private static final Properties BUILD = read();

    @Schema(name = "AboutBuild")
    record BuildView(
            @Schema(enumeration = {"jvm", "native"}) String kind,

            @Schema(description = "The commit it was built from", nullable = true) @Nullable
            String commit,

            @Schema(description = "When that commit was made", nullable = true) @Nullable
            String committedAt) {}

    @Schema(name = "AboutDrl")
    record DrlView(
            @Schema(description = "Of the DRL that was compiled into it; null for none", nullable = true) @Nullable
            String hash) {}

    @Schema(name = "Abilities")
    record CapabilitiesView(
            @Schema(description = "Publish changed typed tables while it runs")
            boolean changedTables,

            @Schema(description = "Publish DRL other than what it was built with")
            boolean changedDrl,

            @Schema(description = "Publish sheets of Drools code")
            boolean freeFormTables,

            @Schema(description = "Give a checked workbook back with its findings in it")
            boolean annotatedWorkbooks) {}

    @Schema(name = "Platform")
    record PlatformView(String java, String vm, String quarkus, String drools) {}

    static AboutView of(String drl, CapabilitiesView can) {
        return new AboutView(
                property("version"),
                new BuildView(
                        ImageMode.current().isNativeImage() ? "native" : "jvm",
                        propertyOrNull("commit"),
                        propertyOrNull("committed")),
                new DrlView(drl.isEmpty() ? null : drl),
                can,
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
