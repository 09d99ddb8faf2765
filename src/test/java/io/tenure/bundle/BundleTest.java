package io.tenure.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.finding.Checked;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BundleTest {
    private static byte[] bytes(String text) {
        return text.getBytes(UTF_8);
    }

    private static byte[] zip(Map<String, byte[]> entries) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var entry : entries.entrySet()) {
                zip.putNextEntry(new ZipEntry(entry.getKey()));
                zip.write(entry.getValue());
            }
        }
        return out.toByteArray();
    }

    private static String findingOf(byte[] zip) {
        return Bundle.ofZip(zip) instanceof Checked.Invalid(var findings)
                ? findings.getFirst().code()
                : "intact";
    }

    @Test
    void readsADirectoryWithoutLocksCsvAndHiddenFiles(@TempDir Path directory) throws IOException {
        for (var name : new String[] {
            "decision-tables/stage.xlsx",
            "decision-tables/~$stage.xlsx",
            "decision-tables/stage.Stage.csv",
            "decision-tables/.gitkeep",
            "decision-tables/old.xls",
            "rules/a.drl",
            "rules/notes.txt",
            "other/b.drl",
            "scenarios/s.xlsx"
        }) {
            var file = directory.resolve(name);
            Files.createDirectories(file.getParent());
            Files.writeString(file, name);
        }

        var bundle = Bundle.ofDirectory(directory);

        // The old workbook is included, so that the check can report what is wrong with it.
        assertThat(bundle.files().keySet())
                .containsExactly(
                        "decision-tables/old.xls", "decision-tables/stage.xlsx", "rules/a.drl", "scenarios/s.xlsx");
        assertThat(bundle.files().get("rules/a.drl")).isEqualTo(bytes("rules/a.drl"));
    }

    @Test
    void readsTheBundledRulesetFromTheClassPath() throws IOException {
        var bundled = Bundle.ofClasspath("seed/");
        var source = Bundle.ofDirectory(Path.of(""));

        assertThat(bundled.files().keySet()).isEqualTo(source.files().keySet());
        source.files()
                .forEach(
                        (path, content) -> assertThat(bundled.files().get(path)).isEqualTo(content));
    }

    @Test
    void aZipFileKeepsTheBundleUnchanged() {
        var bundle = Bundle.of(Map.of("rules/a.drl", bytes("rule"), "decision-tables/表.xlsx", new byte[] {1, 2, 3}));

        var zip = bundle.toZip();
        var back = Bundle.ofZip(zip).orElseThrow();

        assertThat(back.files().keySet()).isEqualTo(bundle.files().keySet());
        bundle.files()
                .forEach((path, content) -> assertThat(back.files().get(path)).isEqualTo(content));
        assertThat(bundle.toZip()).isEqualTo(zip);
    }

    @Test
    void ignoresFilesThatBelongToNoBundle() throws IOException {
        var unpacked = Bundle.ofZip(zip(Map.of(
                "__MACOSX/rules/._a.drl",
                bytes("x"),
                "README.md",
                bytes("x"),
                "rules/",
                new byte[0],
                "rules/a.drl",
                bytes("rule"))));

        assertThat(unpacked.orElseThrow().files().keySet()).containsExactly("rules/a.drl");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "../rules/a.drl",
                "rules/../../a.drl",
                "/rules/a.drl",
                "rules\\a.drl",
                "C:/rules/a.drl",
                "rules/.."
            })
    void rejectsPathsThatLeaveTheBundle(String path) throws IOException {
        assertThat(findingOf(zip(Map.of(path, bytes("rule"))))).isEqualTo("invalid-path");
    }

    @Test
    void rejectsAZipFileThatIsTooLargeUnpacked() throws IOException {
        var bomb = zip(Map.of("README.md", new byte[Bundle.MAX_BYTES + 1]));

        assertThat(bomb.length).isLessThan(1 << 20);
        assertThat(findingOf(bomb)).isEqualTo("too-large");
    }

    @Test
    void rejectsTooManyFiles() throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var i = 0; i <= Bundle.MAX_FILES; i++) {
                zip.putNextEntry(new ZipEntry("rules/r" + i + ".drl"));
            }
        }
        assertThat(findingOf(out.toByteArray())).isEqualTo("too-large");
    }

    @Test
    void rejectsAFileThatIsNotAZipFile() throws IOException {
        assertThat(findingOf(bytes("hello"))).isEqualTo("not-a-zip");
        assertThat(findingOf(new byte[0])).isEqualTo("not-a-zip");
        var whole = zip(Map.of("rules/a.drl", "rule ".repeat(5000).getBytes(UTF_8)));
        assertThat(findingOf(java.util.Arrays.copyOf(whole, whole.length / 2))).isEqualTo("not-a-zip");
    }
}
