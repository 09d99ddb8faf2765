package io.tenure.bundle;

import static io.tenure.bundle.HostileWorkbooks.CONTENT_TYPES;
import static io.tenure.bundle.HostileWorkbooks.MAX_BYTES_WHEN_REJECTED_EARLY;
import static io.tenure.bundle.HostileWorkbooks.MAX_BYTES_WHEN_UNPACKED;
import static io.tenure.bundle.HostileWorkbooks.SHARED_STRINGS;
import static io.tenure.bundle.HostileWorkbooks.SHEET;
import static io.tenure.bundle.HostileWorkbooks.assertBundleRefused;
import static io.tenure.bundle.HostileWorkbooks.assertRefused;
import static io.tenure.bundle.HostileWorkbooks.change;
import static io.tenure.bundle.HostileWorkbooks.put;
import static io.tenure.bundle.HostileWorkbooks.read;
import static io.tenure.bundle.HostileWorkbooks.rows;
import static io.tenure.bundle.HostileWorkbooks.twice;
import static io.tenure.bundle.HostileWorkbooks.with;
import static io.tenure.bundle.HostileWorkbooks.withinMemory;
import static io.tenure.bundle.HostileWorkbooks.zip;
import static io.tenure.workbook.RawWorkbook.parts;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.finding.Checked;
import io.tenure.workbook.WorkbookLimits;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Uploads made to harm. Each is refused with a finding, or read where it does no harm, and none takes more memory
/// than the reader's limits account for.
class HostileUploadsTest {
    // --- Too much ---------------------------------------------------------------------------------------

    @Test
    void refusesAPartThatUnpacksToHundredsOfMegabytes() throws IOException {
        var parts = parts(Workbooks.of("S", "a"));
        parts.put("xl/media/image1.png", new byte[300 << 20]);

        assertRefused(zip(parts), "too-large", MAX_BYTES_WHEN_UNPACKED);
    }

    @Test
    void refusesASheetOfMoreThanAHundredMegabytes() throws IOException {
        var row = "<row><c t=\"inlineStr\"><is><t>" + "text ".repeat(500) + "</t></is></c></row>";

        assertRefused(rows(row.repeat(45_000)), "too-large", MAX_BYTES_WHEN_UNPACKED);
    }

    @Test
    void refusesAMillionFormattedRowsAndReadsAFormattedLastRow() throws IOException {
        assertRefused(rows("<row s=\"1\" customFormat=\"1\"/>".repeat(1 << 20)), "too-large", MAX_BYTES_WHEN_UNPACKED);

        var last =
                rows("<row r=\"1\"><c r=\"A1\"><v>1</v></c></row><row r=\"1048576\"><c r=\"A1048576\" s=\"0\"/></row>");
        assertThat(read(last).sheets().getFirst().lastRow()).isEqualTo(1);
        assertRefused(
                rows("<row r=\"1048576\"><c r=\"A1048576\"><v>1</v></c></row>"),
                "too-large",
                MAX_BYTES_WHEN_REJECTED_EARLY);
    }

    @Test
    void holdsAllWorkbooksOfABundleToOneLimit() throws IOException {
        var parts = parts(Workbooks.of("S", "a"));
        parts.put("xl/media/image1.png", new byte[90 << 20]);
        var large = zip(parts);
        var files = new TreeMap<String, byte[]>();
        for (var i = 0; i < 12; i++) {
            files.put("decision-tables/t" + i + ".xlsx", large);
        }

        var check = withinMemory(2 * MAX_BYTES_WHEN_UNPACKED, () -> new BundleReader(Set.of()).read(Bundle.of(files)));

        assertThat(check).isInstanceOf(Checked.Invalid.class);
        assertThat(check.findings())
                .filteredOn(f -> f.code().equals("too-large"))
                .hasSize(10)
                .allSatisfy(f -> {
                    assertThat(f.message().en()).contains("workbooks of the bundle", "201,326,592 unpacked bytes");
                    assertThat(f.message().zh()).contains("规则包", "201,326,592字节");
                });
    }

    @Test
    void namesTheLimitOfTheBundleWhereItsCellsAreTooMany() throws IOException {
        var large = rows(("<row>" + "<c/>".repeat(1_000) + "</row>").repeat(900));
        var files = new TreeMap<String, byte[]>();
        for (var i = 0; i < 3; i++) {
            files.put("decision-tables/t" + i + ".xlsx", large);
        }

        assertThat(new BundleReader(Set.of()).read(Bundle.of(files)).findings())
                .filteredOn(f -> f.code().equals("too-large"))
                .singleElement()
                .satisfies(f -> assertThat(f.message().en()).contains("workbooks of the bundle", "2,000,000 cells"));
    }

    @Test
    void refusesAnArchiveThatListsHundredsOfThousandsOfParts() throws IOException {
        var names = new LinkedHashMap<String, byte[]>();
        for (var i = 0; i < 150_000; i++) {
            names.put("p" + i, new byte[0]);
        }
        var many = zip(names);

        assertRefused(many, "too-large", MAX_BYTES_WHEN_REJECTED_EARLY);
        assertBundleRefused(many, "too-large", MAX_BYTES_WHEN_REJECTED_EARLY);
    }

    @Test
    void refusesABundleOfOneHugeFile() throws IOException {
        assertBundleRefused(zip(Map.of("rules/a.drl", new byte[300 << 20])), "too-large", 8L * Bundle.MAX_BYTES);
    }

    @Test
    void doesNotOpenArchivesWithinArchives() throws IOException {
        var inner = zip(Map.of("zeros", new byte[50 << 20]));
        for (var i = 0; i < 5; i++) {
            inner = zip(Map.of("inner.zip", inner));
        }
        assertRefused(inner, "not-a-workbook", MAX_BYTES_WHEN_REJECTED_EARLY);
        var nested = zip(Map.of("rules/a.zip", inner, "rules/a.drl", "// nothing".getBytes(UTF_8)));

        var unpacked = withinMemory(MAX_BYTES_WHEN_REJECTED_EARLY, () -> Bundle.ofZip(nested));

        assertThat(unpacked.orElseThrow().files().keySet()).containsExactly("rules/a.drl");
    }

    @Test
    void refusesAFormulaLongerThanAny() throws IOException {
        assertRefused(
                rows("<row r=\"1\"><c r=\"A1\"><f>" + "1+".repeat(5_000) + "1</f><v>1</v></c></row>"),
                "too-large",
                MAX_BYTES_WHEN_REJECTED_EARLY);
    }

    // --- Past the limits --------------------------------------------------------------------------------

    @Test
    void holdsASheetToItsLimitsWhateverItsPartIsCalled() throws IOException {
        var parts = parts(rows("<row/>".repeat(WorkbookLimits.MAX_ROWS + 1)));
        parts.put("xl/worksheets/sheet1.bin", parts.remove(SHEET));
        for (var part : List.of(CONTENT_TYPES, "xl/_rels/workbook.xml.rels")) {
            change(parts, part, text -> text.replace("sheet1.xml", "sheet1.bin"));
        }
        assertRefused(zip(parts), "too-large", MAX_BYTES_WHEN_REJECTED_EARLY);
    }

    @Test
    void refusesRowsInAPartThatIsNoSheet() throws IOException {
        var odd = with(rows("<row/>"), SHEET, xml -> xml.replace("worksheet", "chartsheet"));

        assertRefused(odd, "not-a-workbook", MAX_BYTES_WHEN_REJECTED_EARLY);
    }

    @Test
    void holdsASheetInAnotherEncodingToItsLimits() throws IOException {
        var parts = parts(rows("<row/>".repeat(WorkbookLimits.MAX_ROWS + 1)));
        var text = new String(parts.get(SHEET), UTF_8).replaceFirst("<\\?xml.*?\\?>", "");
        parts.put(SHEET, ("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + text).getBytes(UTF_16));

        assertThat(read(zip(parts)).codes()).isNotEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<foo><si><t>a</t></si></foo>",
                "<sst><si><si><t>a</t></si></si><si><t>b</t></si></sst>",
                "<sst><x><si><t>a</t></si></x></sst>",
                "<sst><si><rPh><si/><si/></rPh></si></sst>",
                "<sst/>"
            })
    void doesNotLookForEverForATextThatIsNotThere(String texts) throws IOException {
        var odd = with(Workbooks.of("S", "a"), SHARED_STRINGS, _ -> texts);

        assertRefused(
                with(odd, SHEET, xml -> xml.replace("<v>0</v>", "<v>3</v>")),
                "not-a-workbook",
                MAX_BYTES_WHEN_REJECTED_EARLY);
    }

    // --- Entities ---------------------------------------------------------------------------------------

    @ParameterizedTest
    @CsvSource({
        "xl/worksheets/sheet1.xml, worksheet",
        "xl/sharedStrings.xml, sst",
        "xl/workbook.xml, workbook",
        "xl/styles.xml, styleSheet",
        "[Content_Types].xml, Types",
        "xl/_rels/workbook.xml.rels, Relationships"
    })
    void expandsAndFetchesNoEntity(String part, String root) throws IOException {
        var laughs = new StringBuilder("<!DOCTYPE x [<!ENTITY a0 \"ha\">");
        for (var i = 1; i < 30; i++) {
            laughs.append(String.format(Locale.ROOT, "<!ENTITY a%d \"&a%d;&a%d;\">", i, i - 1, i - 1));
        }
        for (var doctype : List.of(
                laughs + "]>",
                "<!DOCTYPE x [<!ENTITY a29 SYSTEM \"file:///etc/passwd\">]>",
                "<!DOCTYPE x SYSTEM \"http://localhost:1/x.dtd\" [<!ENTITY % p SYSTEM \"file:///etc/passwd\"> %p;]>")) {
            var workbook = with(Workbooks.of("S", "a"), part, xml -> {
                var start = xml.indexOf("<" + root);
                var end = xml.indexOf(">", start) + 1;
                return xml.substring(0, start) + doctype + xml.substring(start, end) + "&a29;" + xml.substring(end);
            });
            var read = withinMemory(MAX_BYTES_WHEN_REJECTED_EARLY, () -> read(workbook));

            assertThat(read.codes()).isNotEmpty();
            assertThat(read.findings().sorted().toString()).doesNotContain("root:", "haha");
        }
    }

    // --- Names ------------------------------------------------------------------------------------------

    @Test
    void refusesTwoFilesOfOneName() throws IOException {
        assertBundleRefused(
                twice("rules/a.drl", "rule one".getBytes(UTF_8), "rule two".getBytes(UTF_8)),
                "invalid-path",
                MAX_BYTES_WHEN_REJECTED_EARLY);
        var whole = Workbooks.of("S", "a");
        var parts = parts(whole);
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipArchiveOutputStream(out)) {
            for (var part : parts.entrySet()) {
                put(zip, part.getKey(), part.getValue());
            }
            put(zip, SHEET, parts.get(SHEET));
        }
        assertRefused(out.toByteArray(), "not-a-workbook", MAX_BYTES_WHEN_REJECTED_EARLY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"../../tenure-hostile", "/tenure-hostile", "..\\tenure-hostile", "C:\\x", "xl/../../x"})
    void writesNoPartOfAWorkbookAnywhere(String name) throws IOException {
        var parts = parts(Workbooks.of("S", "a"));
        parts.put(name, "x".getBytes(UTF_8));

        assertThat(read(zip(parts)).sheets()).hasSize(1);
        assertThat(Path.of("../../tenure-hostile")).doesNotExist();
        assertThat(Path.of("/tenure-hostile")).doesNotExist();
    }

    // --- Damage -----------------------------------------------------------------------------------------

    @Test
    void refusesAWorkbookBehindAPassword() throws Exception {
        var info = new EncryptionInfo(EncryptionMode.agile);
        var encryptor = info.getEncryptor();
        encryptor.confirmPassword("secret");
        var out = new ByteArrayOutputStream();
        try (var files = new POIFSFileSystem()) {
            try (var workbook = OPCPackage.open(new ByteArrayInputStream(Workbooks.of("S", "a")));
                    var stream = encryptor.getDataStream(files)) {
                workbook.save(stream);
            }
            files.writeFilesystem(out);
        }

        assertRefused(out.toByteArray(), "old-or-encrypted-workbook", MAX_BYTES_WHEN_REJECTED_EARLY);
        assertThat(read(out.toByteArray())
                        .findings()
                        .sorted()
                        .getFirst()
                        .message()
                        .en())
                .contains("password");
    }

    @Test
    void refusesAWorkbookCutOffAnywhere() {
        var whole = Workbooks.of("S", "a | b");
        for (var length = 1; length < whole.length; length += whole.length / 40) {
            var cut = Arrays.copyOf(whole, length);
            assertThat(withinMemory(MAX_BYTES_WHEN_REJECTED_EARLY, () -> read(cut))
                            .codes())
                    .hasSize(1);
        }
    }

    @ParameterizedTest
    @CsvSource({"20, 2147483647", "24, 2147483647", "20, 1", "24, 1", "20, -1", "24, -1", "42, 2147483647", "42, 7"})
    void isNotMisledByWrongSizesInTheCentralDirectory(int field, int value) {
        var whole = Workbooks.of("S", "a | b");
        for (var at = 0; at + 46 < whole.length; at++) {
            if (whole[at] == 'P' && whole[at + 1] == 'K' && whole[at + 2] == 1 && whole[at + 3] == 2) {
                var wrong = whole.clone();
                ByteBuffer.wrap(wrong).order(ByteOrder.LITTLE_ENDIAN).putInt(at + field, value);
                var read = withinMemory(MAX_BYTES_WHEN_REJECTED_EARLY, () -> read(wrong));

                assertThat(read.sheets().isEmpty()).isEqualTo(!read.codes().isEmpty());
            }
        }
    }
}
