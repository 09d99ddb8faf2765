package io.tenure.bundle;

import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tenure.finding.Address;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.finding.FindingCollector;
import io.tenure.workbook.Cell;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.WorkbookLimits;
import io.tenure.workbook.WorkbookReader;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.management.ManagementFactory;
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
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.poi.openxml4j.opc.OPCPackage;
import org.apache.poi.poifs.crypt.EncryptionInfo;
import org.apache.poi.poifs.crypt.EncryptionMode;
import org.apache.poi.poifs.filesystem.POIFSFileSystem;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Uploads made to harm. Each is refused with a finding, or read where it does no harm, and none takes more memory
/// than the reader's limits account for.
class HostileUploadsTest {
    private static final String FILE = "decision-tables/x.xlsx";
    private static final String SHEET = "xl/worksheets/sheet1.xml";
    private static final String SHARED_STRINGS = "xl/sharedStrings.xml";
    private static final String CONTENT_TYPES = "[Content_Types].xml";
    private static final long MEGABYTE = 1 << 20;
    /// For a file that is refused at the door.
    private static final long MAX_BYTES_WHEN_REJECTED_EARLY = 32 * MEGABYTE;
    /// For one that is unpacked up to the limit before it is refused: the bytes themselves and growing arrays for
    /// them.
    private static final long MAX_BYTES_WHEN_UNPACKED = 8L * WorkbookLimits.MAX_UNPACKED_BYTES;

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
        assertThat(read(last).sheets.getFirst().lastRow()).isEqualTo(1);
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
            assertThat(read.findings.sorted().toString()).doesNotContain("root:", "haha");
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

        assertThat(read(zip(parts)).sheets).hasSize(1);
        assertThat(Path.of("../../tenure-hostile")).doesNotExist();
        assertThat(Path.of("/tenure-hostile")).doesNotExist();
    }

    // --- Programs and links -----------------------------------------------------------------------------

    @Test
    void refusesMacros() throws IOException {
        var parts = parts(Workbooks.of("S", "a"));
        parts.put("xl/vbaProject.bin", new byte[] {1});
        assertRefused(zip(parts), "macros", MAX_BYTES_WHEN_REJECTED_EARLY);

        assertRefused(
                with(
                        Workbooks.of("S", "a"),
                        CONTENT_TYPES,
                        xml -> xml.replace(
                                "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml",
                                "application/vnd.ms-excel.sheet.macroEnabled.main+xml")),
                "macros",
                MAX_BYTES_WHEN_REJECTED_EARLY);
        var bundle = Bundle.of(Map.of("decision-tables/x.xlsm", zip(parts)));
        assertThat(new BundleReader(Set.of()).read(bundle).findings())
                .extracting(Finding::code)
                .contains("wrong-format");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "WEBSERVICE(\"http://localhost/\"&A1)",
                "_xlfn.WEBSERVICE(A1)",
                "SUM(1, importxml(\"http://x\",\"//a\"))",
                "IMPORTRANGE(\"x\",\"y\")",
                "RTD(\"x\",,\"y\")",
                "cmd|'/C calc'!A0",
                "MSEXCEL|'\\..\\..\\calc.exe'!''",
                "[1]Sheet1!A1",
                "'C:\\share\\[Book.xlsx]Sheet 1'!$A$1",
                "CALL(\"kernel32\",\"x\")",
                "_xlfn.IMAGE(\"http://x/y.png\")"
            })
    void refusesFormulasThatReachOut(String formula) throws IOException {
        var read = read(rows("<row r=\"3\"><c r=\"B3\"><f>"
                + formula.replace("&", "&amp;").replace("<", "&lt;") + "</f><v>1</v></c></row>"));

        assertThat(read.findings.sorted()).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("external-formula");
            assertThat(f.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(f.address()).isEqualTo(new Address(FILE, "S", 3, 2));
            assertThat(f.content()).isEqualTo("=" + formula);
        });
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "1+1",
                "HYPERLINK(\"http://x\",\"y\")",
                "Other!A1",
                "'a sheet'!A1",
                "SUM(Table1[[#All],[a]])",
                "\"cmd|x!\"&\"[1]S!\"&\"WEBSERVICE(\"",
                "WEBSERVICES(1)"
            })
    void readsFormulasThatStayInside(String formula) throws IOException {
        var read =
                read(rows("<row r=\"3\"><c r=\"B3\"><f>" + formula.replace("&", "&amp;") + "</f><v>1</v></c></row>"));

        assertThat(read.codes()).isEmpty();
        assertThat(read.sheets.getFirst().at(3, 2)).isEqualTo(Cell.Number.of(1));
    }

    @Test
    void refusesNamesAndDropDownsThatReachOut() throws IOException {
        assertRefused(
                with(
                        Workbooks.of("S", "a"),
                        "xl/workbook.xml",
                        xml -> xml.replace(
                                "</sheets>",
                                "</sheets><definedNames><definedName name=\"n\">cmd|'/c x'!A1</definedName></definedNames>")),
                "external-formula",
                MAX_BYTES_WHEN_REJECTED_EARLY);
        assertRefused(
                with(
                        Workbooks.of("S", "a"),
                        SHEET,
                        xml -> xml.replace(
                                "</sheetData>",
                                "</sheetData><dataValidations><dataValidation sqref=\"A1\"><formula1>[1]S!A1"
                                        + "</formula1></dataValidation></dataValidations>")),
                "external-formula",
                MAX_BYTES_WHEN_REJECTED_EARLY);
    }

    @ParameterizedTest
    @ValueSource(strings = {"externalLinkPath", "image", "oleObject", "attachedTemplate", "externalLink"})
    void refusesLinksToOtherFiles(String type) throws IOException {
        var parts = parts(Workbooks.of("S", "a"));
        parts.put("xl/worksheets/_rels/sheet1.xml.rels", link(type));

        assertRefused(zip(parts), "external-link", MAX_BYTES_WHEN_REJECTED_EARLY);
    }

    @Test
    void refusesConnectionsAndReadsHyperlinks() throws IOException {
        var parts = parts(Workbooks.of("S", "a"));
        parts.put("xl/worksheets/_rels/sheet1.xml.rels", link("hyperlink"));
        assertThat(read(zip(parts)).sheets).hasSize(1);

        parts.put("xl/connections.xml", "<connections/>".getBytes(UTF_8));
        assertRefused(zip(parts), "external-link", MAX_BYTES_WHEN_REJECTED_EARLY);
    }

    @Test
    void refusesAnObjectOfAnotherProgram() {
        assertRefused(
                Workbooks.create()
                        .sheet("S", "a")
                        .with(HostileUploadsTest::embedAnObject)
                        .bytes(),
                "embedded-object",
                MAX_BYTES_WHEN_REJECTED_EARLY);
    }

    private static void embedAnObject(XSSFWorkbook book) {
        try {
            var picture = book.addPicture(new byte[] {1}, org.apache.poi.ss.usermodel.Workbook.PICTURE_TYPE_PNG);
            var object = book.addOlePackage("echo".getBytes(UTF_8), "a", "a.cmd", "a.cmd");
            var drawing = book.getSheetAt(0).createDrawingPatriarch();
            drawing.createObjectData(drawing.createAnchor(0, 0, 0, 0, 1, 1, 3, 3), object, picture);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "xl/embeddings/Microsoft_Word_Document1.docx, embedded-object",
        "XL/Embeddings/oleObject1.bin, embedded-object",
        "xl/activeX/activeX1.bin, macros",
        "xl/queryTables/queryTable1.xml, external-link"
    })
    void refusesPartsThatOtherProgramsOpen(String part, String code) throws IOException {
        var parts = parts(Workbooks.of("S", "a"));
        parts.put(part, "<queryTable/>".getBytes(UTF_8));

        assertRefused(zip(parts), code, MAX_BYTES_WHEN_REJECTED_EARLY);
    }

    @ParameterizedTest
    @CsvSource({
        "oleObject, embedded-object",
        "package, embedded-object",
        "control, macros",
        "activeXControlBinary, macros",
        "vbaProject, macros",
        "queryTable, external-link"
    })
    void refusesPartsByWhatTheyAreForWhateverTheyAreCalled(String type, String code) throws IOException {
        var parts = parts(Workbooks.of("S", "a"));
        parts.put(
                "xl/worksheets/_rels/sheet1.xml.rels",
                new String(link(type), UTF_8)
                        .replace("TargetMode=\"External\"", "")
                        .replace("file://share/x", "../media/picture.png")
                        .getBytes(UTF_8));

        assertRefused(zip(parts), code, MAX_BYTES_WHEN_REJECTED_EARLY);
    }

    @ParameterizedTest
    @CsvSource({
        "<DataMashup xmlns=\"http://schemas.microsoft.com/DataMashup\">AAAA</DataMashup>, external-link",
        "<MapInfo><Map ID=\"1\"><DataBinding ConnectionID=\"1\"/></Map></MapInfo>, external-link",
        "<connections/>, external-link",
        "<externalLink/>, external-link",
        "<ocx/>, macros"
    })
    void refusesWhatReachesOutInAPartOfAnyNameAndEncoding(String xml, String code) throws IOException {
        var parts = parts(Workbooks.of("S", "a"));
        parts.put("customXml/item1.xml", ("<?xml version=\"1.0\" encoding=\"UTF-16\"?>" + xml).getBytes(UTF_16));

        assertRefused(zip(parts), code, MAX_BYTES_WHEN_REJECTED_EARLY);
    }

    @Test
    void refusesAnObjectThatASheetNamesWithoutAnyPart() throws IOException {
        assertRefused(
                with(
                        Workbooks.of("S", "a"),
                        SHEET,
                        xml -> xml.replace(
                                "</worksheet>",
                                "<oleObjects><oleObject progId=\"x\" shapeId=\"1\"/></oleObjects></worksheet>")),
                "embedded-object",
                MAX_BYTES_WHEN_REJECTED_EARLY);
    }

    @Test
    void readsWorkbooksWithNotesFormControlsAndPropertiesOfADocumentStore() throws IOException {
        var parts = parts(Workbooks.create()
                .sheet("S", "a", sheet -> {
                    var drawing = sheet.createDrawingPatriarch();
                    var note = drawing.createCellComment(drawing.createAnchor(0, 0, 0, 0, 1, 1, 3, 3));
                    note.setString("a note");
                    sheet.getRow(0).getCell(0).setCellComment(note);
                })
                .bytes());
        parts.put("xl/ctrlProps/ctrlProp1.xml", "<formControlPr objectType=\"Drop\"/>".getBytes(UTF_8));
        parts.put("customXml/item1.xml", "<p:properties xmlns:p=\"urn:p\"/>".getBytes(UTF_8));

        assertThat(read(zip(parts)).codes()).isEmpty();
    }

    private static byte[] link(String type) {
        return ("<Relationships xmlns=\"http://schemas.openxmlformats.org/package/2006/relationships\"><Relationship"
                        + " Id=\"r1\" Type=\"http://schemas.openxmlformats.org/officeDocument/2006/relationships/"
                        + type
                        + "\" Target=\"file://share/x\" TargetMode=\"External\"/></Relationships>")
                .getBytes(UTF_8);
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
                        .findings
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

                assertThat(read.sheets.isEmpty()).isEqualTo(!read.codes().isEmpty());
            }
        }
    }

    // --- Reading ----------------------------------------------------------------------------------------

    private record ReadResult(List<Sheet> sheets, FindingCollector findings) {
        List<String> codes() {
            return findings.sorted().stream().map(Finding::code).toList();
        }
    }

    private static ReadResult read(byte[] bytes) {
        var findings = new FindingCollector();
        return new ReadResult(WorkbookReader.read(FILE, bytes, findings).orElse(List.of()), findings);
    }

    private static void assertRefused(byte[] bytes, String code, long most) {
        var read = withinMemory(most, () -> read(bytes));
        assertThat(read.sheets).isEmpty();
        assertThat(read.findings.sorted()).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo(code);
            assertThat(f.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(f.address()).isEqualTo(Address.file(FILE));
            assertThat(f.message().en()).isNotBlank();
            assertThat(f.fix().zh()).isNotBlank();
        });
    }

    private static void assertBundleRefused(byte[] zip, String code, long most) {
        var unpacked = withinMemory(most, () -> Bundle.ofZip(zip));
        assertThat(unpacked).isInstanceOf(Checked.Invalid.class);
        assertThat(unpacked.findings()).extracting(Finding::code).containsExactly(code);
    }

    /// Fails where this thread asks for more memory than that, all in all.
    private static <T> T withinMemory(long most, Supplier<T> work) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadAllocatedBytes();
        var result = work.get();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(most);
        return result;
    }

    // --- Making files -----------------------------------------------------------------------------------

    private static byte[] rows(String rows) throws IOException {
        return with(
                Workbooks.of("S", "a"),
                SHEET,
                xml -> xml.replaceAll("(?s)<sheetData>.*</sheetData>", "<sheetData>@</sheetData>")
                        .replace("@", rows));
    }

    private static byte[] with(byte[] workbook, String part, UnaryOperator<String> change) throws IOException {
        var parts = parts(workbook);
        change(parts, part, change);
        return zip(parts);
    }

    private static void change(Map<String, byte[]> parts, String part, UnaryOperator<String> change) {
        var before = new String(parts.get(part), UTF_8);
        var after = change.apply(before);
        assertThat(after.equals(before)).isFalse();
        parts.put(part, after.getBytes(UTF_8));
    }

    private static Map<String, byte[]> parts(byte[] workbook) throws IOException {
        var parts = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(workbook))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), zip.readAllBytes());
            }
        }
        return parts;
    }

    private static byte[] zip(Map<String, byte[]> parts) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        }
        return out.toByteArray();
    }

    private static byte[] twice(String name, byte[] first, byte[] second) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipArchiveOutputStream(out)) {
            put(zip, name, first);
            put(zip, name, second);
        }
        return out.toByteArray();
    }

    private static void put(ZipArchiveOutputStream zip, String name, byte[] content) throws IOException {
        zip.putArchiveEntry(new ZipArchiveEntry(name));
        zip.write(content);
        zip.closeArchiveEntry();
    }
}
