package io.tenure.bundle;

import static io.tenure.workbook.RawWorkbook.parts;
import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.finding.FindingCollector;
import io.tenure.workbook.CsvExport;
import io.tenure.workbook.WorkbookReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.BooleanSupplier;
import java.util.zip.CRC32;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;

/// A real workbook changed by a script of bytes, and what must hold of any upload, whatever it is.
///
/// The changes are made inside the unpacked parts, because random changes of the zip file would rarely reach them.
final class BundleMutation {
    private static final long MAX_ALLOCATED_BYTES = 768L << 20;
    private static final List<Map<String, byte[]>> SEEDS = seeds();
    private static final byte[] SETTINGS = file("decision-tables/settings.xlsx");
    private static final BundleReader READER = new BundleReader(Set.of());
    private static final List<String> FRAGMENTS = List.of(
            "<!DOCTYPE x [<!ENTITY e \"e\">]>",
            "&e;",
            "&#0;",
            "]]>",
            "<si>",
            "</si>",
            "<t>",
            "<rPh>",
            "<row r=\"0\">",
            "<row r=\"99999999999\">",
            "</row>",
            "<c r=\"XFD1\" t=\"s\"><v>9</v></c>",
            "<c r=\"A0\" t=\"b\"><v>x</v></c>",
            "<c t=\"e\"><v>#REF!</v></c>",
            "<c t=\"inlineStr\"><is><t>RuleTable X</t></is></c>",
            "<c t=\"d\"><v>2026</v></c>",
            "<f t=\"shared\" si=\"0\"/>",
            "<f t=\"array\" ref=\"A1:XFD1048576\">1</f>",
            "<f>[1]S!A1</f>",
            "<v>-1</v>",
            "<v>1e999</v>",
            "<v>NaN</v>",
            "<v/>",
            "s=\"99999\"",
            "t=\"s\"",
            "r=\"ZZZZZZ1\"",
            "ref=\"A1\"",
            "ref=\":\"",
            "hidden=\"1\"",
            "99999999999999999999",
            "-1",
            "1e-400",
            "0.1.2",
            "> , <",
            "not not",
            "30..<",
            "unknown, known",
            "= =",
            "{clv}",
            "${x}",
            "RuleTable",
            "CONDITION",
            "UNIQUE",
            "\u0000",
            "\uFFFF",
            "😀");

    private static final Map<String, byte[]> BUNDLE = new TreeMap<>(Map.of(
            Settings.FILE,
            SETTINGS,
            "rules/a.drl",
            "rule \"a\" when then end".getBytes(UTF_8),
            "scenarios/s.xlsx",
            new byte[9]));
    private static final List<String> NAMES = List.of(
            "rules/b.drl",
            "rules/",
            "rules/a.DRL",
            "rules/ .drl",
            "rules/表.drl",
            "decision-tables/a.xlsx",
            "decision-tables/a.xlsm",
            "decision-tables/~$a.xlsx",
            "scenarios/a/b.xlsx",
            "README.md",
            "x".repeat(5_000),
            "../rules/c.drl",
            "rules//d.drl",
            "C:/rules/e.drl");

    private BundleMutation() {}

    // --- What must hold ---------------------------------------------------------------------------------

    /// Sheets or errors, in bounded memory, and never an exception.
    ///
    /// @return whether it was read
    static boolean checkWorkbook(byte[] script) {
        return staysWithinMemory(() -> read(script));
    }

    /// The same without the limit on memory, for a fuzzer that allocates on the same thread.
    static boolean read(byte[] script) {
        var bytes = workbook(script);
        var findings = new FindingCollector();
        var sheets = WorkbookReader.read("decision-tables/x.xlsx", bytes, findings);
        assertThat(sheets.isPresent() || findings.hasErrors()).isTrue();
        CsvExport.of("decision-tables/x.xlsx", bytes);
        if (sheets.isPresent()) {
            checkBundle(Bundle.of(Map.of(Settings.FILE, SETTINGS, "decision-tables/x.xlsx", bytes)));
            checkBundle(Bundle.of(Map.of(Settings.FILE, bytes, "scenarios/x.xlsx", bytes)));
        }
        return sheets.isPresent();
    }

    /// A bundle or a rejection.
    ///
    /// @return whether it was a bundle
    static boolean checkZip(byte[] script) {
        var bytes = bundle(script);
        return staysWithinMemory(() -> switch (Bundle.ofZip(bytes)) {
            case Checked.Invalid(List<Finding> findings) -> {
                assertThat(findings).extracting(Finding::severity).containsExactly(Finding.Severity.ERROR);
                yield false;
            }
            case Checked.Valid(Bundle intact, var _) -> {
                checkBundle(intact);
                yield true;
            }
        });
    }

    private static void checkBundle(Bundle bundle) {
        switch (READER.read(bundle)) {
            case Checked.Valid(Ruleset _, List<Finding> findings) ->
                assertThat(findings).noneMatch(f -> f.severity() == Finding.Severity.ERROR);
            case Checked.Invalid(List<Finding> findings) ->
                assertThat(findings).anyMatch(f -> f.severity() == Finding.Severity.ERROR);
        }
    }

    private static boolean staysWithinMemory(BooleanSupplier work) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadAllocatedBytes();
        var result = work.getAsBoolean();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(MAX_ALLOCATED_BYTES);
        return result;
    }

    // --- Making mutants ---------------------------------------------------------------------------------

    private static byte[] workbook(byte[] bytes) {
        var script = new ByteDecisions(bytes);
        var parts = new LinkedHashMap<>(SEEDS.get(script.nextInt(SEEDS.size())));
        var scratch = script.nextInt(16) == 0;
        while (script.hasMore()) {
            var names = new ArrayList<>(parts.keySet());
            var name = names.get(script.nextInt(names.size()));
            var content = parts.get(name);
            switch (script.nextInt(20)) {
                case 0 -> parts.remove(name);
                case 1 -> parts.put(names.get(script.nextInt(names.size())), content);
                case 2 -> parts.put(name + script.nextInt(3), parts.remove(name));
                default -> parts.put(name, script.edit(content));
            }
            if (parts.isEmpty()) {
                break;
            }
        }
        var packed = zip(parts);
        return scratch ? new ByteDecisions(bytes).corrupt(packed) : packed;
    }

    private static byte[] bundle(byte[] bytes) {
        var script = new ByteDecisions(bytes);
        var files = new LinkedHashMap<>(BUNDLE);
        var scratch = script.nextInt(3) == 0;
        while (script.hasMore() && !files.isEmpty()) {
            var names = new ArrayList<>(files.keySet());
            var name = names.get(script.nextInt(names.size()));
            var content = files.get(name);
            switch (script.nextInt(4)) {
                case 0 -> files.remove(name);
                case 1 -> files.put(NAMES.get(script.nextInt(NAMES.size())), content);
                default -> files.put(name, script.edit(content));
            }
        }
        var packed = zip(files);
        return scratch ? new ByteDecisions(bytes).corrupt(packed) : packed;
    }

    /// Choices taken from bytes; zeros when these are used up.
    private static final class ByteDecisions {
        private final byte[] bytes;
        private int next;

        ByteDecisions(byte[] bytes) {
            this.bytes = bytes;
        }

        boolean hasMore() {
            return next < bytes.length;
        }

        int nextInt(int bound) {
            var high = hasMore() ? bytes[next++] & 0xFF : 0;
            if (bound <= 256) {
                return high % bound;
            }
            var low = hasMore() ? bytes[next++] & 0xFF : 0;
            return (int) ((high << 8 | low) * (long) bound >> 16);
        }

        byte[] edit(byte[] content) {
            // One character for each byte, so that everything else stays unchanged.
            var text = new StringBuilder(new String(content, ISO_8859_1));
            var from = boundary(text, nextInt(Math.max(1, text.length())));
            var to = Math.min(text.length(), from + 1 + nextInt(64));
            switch (nextInt(6)) {
                case 0 -> text.delete(from, to);
                case 1 -> text.insert(from, text.substring(from, to).repeat(1 + nextInt(8)));
                case 2 -> text.replace(from, to, fragment());
                case 3 -> text.insert(from, fragment());
                case 4 -> value(text, from);
                default -> {
                    if (from < text.length()) {
                        text.setCharAt(from, (char) nextInt(256));
                    }
                }
            }
            return text.toString().getBytes(ISO_8859_1);
        }

        private String fragment() {
            return new String(FRAGMENTS.get(nextInt(FRAGMENTS.size())).getBytes(UTF_8), ISO_8859_1);
        }

        /// Replaces the text between the next quotes or tags.
        private void value(StringBuilder text, int from) {
            var start = text.indexOf(nextInt(2) == 0 ? "\"" : ">", from);
            if (start >= 0) {
                var end = start + 1;
                while (end < text.length() && text.charAt(end) != '"' && text.charAt(end) != '<') {
                    end++;
                }
                text.replace(start + 1, end, fragment().replaceAll("[<>\"]", ""));
            }
        }

        /// In half of the cases at the start of a tag.
        private int boundary(StringBuilder text, int at) {
            var tag = text.indexOf("<", at);
            return tag < 0 || nextInt(2) == 0 ? at : tag;
        }

        byte[] corrupt(byte[] whole) {
            var bytes = whole.clone();
            var edits = 1 + nextInt(12);
            for (var i = 0; i < edits && bytes.length > 0; i++) {
                bytes[nextInt(bytes.length)] = (byte) nextInt(256);
            }
            return nextInt(4) == 0 ? java.util.Arrays.copyOf(bytes, nextInt(Math.max(1, bytes.length))) : bytes;
        }
    }

    // --- Real workbooks ---------------------------------------------------------------------------------

    private static List<Map<String, byte[]>> seeds() {
        var seeds = new ArrayList<Map<String, byte[]>>();
        seeds.add(parts(Workbooks.of("Stage", """
                RuleSet    | tenure.rules
                Phase      | stage
                HitPolicy  | FIRST
                RuleTable Stage
                NAME | CONDITION     | CONDITION    | ACTION | DESCRIPTION | DATE-EFFECTIVE

                     | purchaseCount | volumeGrowth | stage  | en
                Row  | Purchases     | Growth       | Stage  | Why         | From
                A    | 0             | -            | PROSPECT | none      | 2026-06-30
                B    | 1..3, > 7     | 25%          | EXPLORATION | {purchaseCount} |
                C    | unknown       | not known    | UNKNOWN | =1+1       |
                """)));
        for (var path : List.of(
                "decision-tables/risk-signals.xlsx",
                "decision-tables/pattern.xlsx",
                "scenarios/edges.xlsx",
                "decision-tables/settings.xlsx",
                "src/test/resources/cases/ruleset/libreoffice.xlsx")) {
            seeds.add(parts(file(path)));
        }
        return List.copyOf(seeds);
    }

    private static byte[] file(String path) {
        try {
            return Files.readAllBytes(Path.of(path));
        } catch (IOException missing) {
            throw new UncheckedIOException(missing);
        }
    }

    private static byte[] zip(Map<String, byte[]> parts) {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var part : parts.entrySet()) {
                var entry = new ZipEntry(part.getKey());
                var sum = new CRC32();
                sum.update(part.getValue());
                entry.setMethod(ZipEntry.STORED);
                entry.setSize(part.getValue().length);
                entry.setCrc(sum.getValue());
                zip.putNextEntry(entry);
                zip.write(part.getValue());
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return out.toByteArray();
    }
}
