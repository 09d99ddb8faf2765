package io.tenure.workbook;

import static java.nio.charset.StandardCharsets.UTF_16;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tenure.finding.Finding;
import io.tenure.finding.FindingCollector;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Small files that ask for much: each is a finding that names the limit, or is read for what it is worth, and takes
/// little memory.
@Timeout(60)
class WorkbookLimitsTest {
    private static final Path CASES = Path.of("src/test/resources/cases/hostile");
    private static final long MEGABYTE = 1 << 20;
    private static final String ATTRIBUTES = IntStream.range(0, 300_000)
            .mapToObj(i -> " a" + Integer.toString(i, 36) + "=\"\"")
            .collect(Collectors.joining());

    private final FindingCollector findings = new FindingCollector();

    private Optional<List<Sheet>> read(byte[] workbook) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadAllocatedBytes();
        var sheets = WorkbookReader.read("x.xlsx", workbook, findings);
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(256 * MEGABYTE);
        return sheets;
    }

    private Sheet sheet(RawWorkbook workbook) {
        return read(workbook.bytes()).orElseThrow().getFirst();
    }

    private List<String> places() {
        return findings.sorted().stream()
                .map(f -> f.code() + " " + f.address().cell())
                .toList();
    }

    private void assertTooLarge(byte[] workbook, String amountAndLimit) {
        assertThat(read(workbook)).isEmpty();
        assertThat(findings.sorted())
                .singleElement()
                .satisfies(f -> assertThat(f.message().en()).contains(amountAndLimit));
    }

    private static byte[] file(String name) throws IOException {
        return Files.readAllBytes(CASES.resolve(name + ".xlsx"));
    }

    private static String inline(String text) {
        return "<c t=\"inlineStr\"><is><t>" + text + "</t></is></c>";
    }

    private static String number(String digits) {
        return "<c><v>" + digits + "</v></c>";
    }

    // --- Cells ------------------------------------------------------------------------------------------

    @Test
    void readsOneTextOfAMillionCharactersThatTwoThousandCellsShareAsTwoThousandErrors() throws IOException {
        var sheets = read(file("text-of-1000000-characters-in-2000-cells"));

        assertThat(sheets.orElseThrow().getFirst().at(1, 1).raw()).isEqualTo("A" + "a".repeat(399));
        assertThat(findings.errorCount()).isEqualTo(2_000);
        assertThat(findings.sorted()).hasSize(201);
        assertThat(findings.sorted().get(1)).satisfies(f -> {
            assertThat(f.code()).isEqualTo("too-long");
            assertThat(f.address().cell()).isEqualTo("A1");
            assertThat(f.content()).hasSize(400);
            assertThat(f.message().en()).isEqualTo("The cell has 1,000,007 characters; the limit is 32,767.");
            assertThat(f.message().zh()).isEqualTo("该单元格有1,000,007个字符；上限为32,767。");
        });
    }

    @Test
    void refusesANumberOfTwoMillionDigits() throws IOException {
        read(file("number-of-2000000-digits"));

        assertThat(places()).containsExactly("too-long A1");
        assertThat(findings.sorted().getFirst().message().en())
                .isEqualTo("The cell has 2,000,000 characters; the limit is 400.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " t='n'", " t='b'", " t='d'", " t='e'", " t='s'"})
    void findsAValueOfAnyTypeThatIsLongerThanItsLimit(String type) {
        sheet(RawWorkbook.ofRows("<row><c/><c" + type + "><v>" + "9".repeat(401) + "</v></c></row>"));

        assertThat(places()).containsExactly("too-long B1");
    }

    @Test
    void findsLongTextsHoweverTheyAreStored() {
        var longest = "x".repeat(32_767);
        var sheet = sheet(RawWorkbook.ofRows(
                        "<row>" + inline(longest) + inline(longest + "y") + "<c t='str'><f>A1</f><v>" + longest
                                + "z</v></c><c t='s'><v>0</v></c><c t='s'><v>1</v></c></row>")
                .sharedTexts("<si><r><t>" + longest + "</t></r><r><t>x</t></r></si><si><t>" + longest + "</t></si>"));

        assertThat(places()).containsExactly("too-long B1", "too-long C1", "too-long D1");
        assertThat(sheet.at(1, 1).raw()).isEqualTo(longest);
        assertThat(sheet.at(1, 5).raw()).isEqualTo(longest);
    }

    @Test
    void countsASharedTextForEachCellThatShowsIt() {
        assertTooLarge(
                RawWorkbook.ofRows("<row>" + "<c t='s'><v>0</v></c>".repeat(600) + "</row>")
                        .sharedTexts("<si><t>" + "x".repeat(32_000) + "</t></si>")
                        .bytes(),
                "more than 16,777,216 characters in its cells; the limit is 16,777,216");
    }

    @Test
    void countsAFilledDownFormulaWithoutResultsForEachCell() {
        assertTooLarge(
                RawWorkbook.ofRows("<row><c><f t='shared' si='0'>" + "1+".repeat(4_000) + "1</f></c>"
                                + "<c><f t='shared' si='0'/></c>".repeat(1_000) + "</row>"
                                + ("<row>" + "<c><f t='shared' si='0'/></c>".repeat(1_000) + "</row>").repeat(3))
                        .bytes(),
                "more than 16,777,216 characters");
    }

    @Test
    void countsTheZerosOfNumbersFarFromOne() {
        assertTooLarge(
                RawWorkbook.ofRows(("<row>" + number("1e300").repeat(1_000) + "</row>").repeat(60))
                        .bytes(),
                "more than 16,777,216 characters");
    }

    @ParameterizedTest
    @ValueSource(strings = {"1e400", "-1E999", "INF", "NaN", "1e99999999999999999999"})
    void readsANumberThatIsNoneAsText(String digits) {
        assertThat(sheet(RawWorkbook.ofRows("<row>" + number(digits) + "</row>"))
                        .at(1, 1))
                .isEqualTo(new Cell.Text(digits));
    }

    @ParameterizedTest
    @ValueSource(strings = {"1782777600000", "1e300", "-1e300", "2958466", "-9e9"})
    void readsADayThatNoCalendarHasAsText(String serial) {
        var workbook = RawWorkbook.ofRows("<row><c s='0'><v>" + serial + "</v></c></row>")
                .styles("<cellXfs><xf numFmtId='14'/></cellXfs>");

        assertThat(sheet(workbook).at(1, 1)).isEqualTo(new Cell.Text(serial));
    }

    @Test
    void readsAnIsoDayOfTheYearAMillionAsText() {
        assertThat(sheet(RawWorkbook.ofRows("<row><c t='d'><v>+999999999-12-31</v></c></row>"))
                        .at(1, 1))
                .isEqualTo(new Cell.Text("+999999999-12-31"));
    }

    // --- Ranges -----------------------------------------------------------------------------------------

    @Test
    void clampsARangeOfColumnsFromMinusTwoBillion() throws IOException {
        var sheet = read(file("columns-from-minus-2000000000")).orElseThrow().getFirst();

        assertThat(sheet.hiddenColumns()).hasSize(1_024);
        assertThat(findings.sorted()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<cols><col min='5' max='2147483647' hidden='1'/></cols>",
                "<cols><col min='5' max='-2147483648' hidden='1'/></cols>",
                "<cols><col min='-2147483648' max='-1' hidden='1'/></cols>",
                "<mergeCells><mergeCell ref='A1:XFD1048576'/></mergeCells>",
                "<mergeCells><mergeCell ref='A1:ZZZZZZ99999999999'/></mergeCells>",
                "<mergeCells><mergeCell ref='1:999999999'/></mergeCells>"
            })
    void readsRangesThatLeaveTheSheet(String element) {
        assertThat(sheet(RawWorkbook.ofSheet("<sheetData/>" + element)).mergedRanges())
                .allSatisfy(range -> assertThat(range.firstRow()).isPositive());
        assertThat(findings.sorted()).isEmpty();
    }

    @Test
    void readsManyRangesOfAllColumns() {
        var sheet = sheet(RawWorkbook.ofSheet(
                "<cols>" + "<col min='1' max='1024' hidden='1'/>".repeat(300_000) + "</cols><sheetData/>"));

        assertThat(sheet.hiddenColumns()).hasSize(1_024);
    }

    // --- XML --------------------------------------------------------------------------------------------

    private static Stream<UnaryOperator<RawWorkbook>> parts() {
        return Stream.of(
                        "xl/worksheets/sheet1.xml",
                        "xl/workbook.xml",
                        "xl/_rels/workbook.xml.rels",
                        "[Content_Types].xml",
                        "_rels/.rels",
                        "xl/texts.xml",
                        "xl/looks.xml",
                        "xl/comments1.xml",
                        "xl/drawings/vmlDrawing1.vml",
                        "docProps/app.xml",
                        "customXml/item1.xml",
                        "any.bin")
                .map(name -> workbook -> workbook.part(name, "<x" + ATTRIBUTES + "/>"));
    }

    @ParameterizedTest
    @MethodSource("parts")
    void refusesAnElementOfManyAttributesInAnyPart(UnaryOperator<RawWorkbook> change) {
        assertTooLarge(
                change.apply(RawWorkbook.ofRows("")).bytes(),
                "an element with more than 256 attributes; the limit is 256");
    }

    @Test
    void refusesManyNamesOverManyElements() {
        var rows = IntStream.range(0, 6_000)
                .mapToObj(i -> "<row b" + i + "=\"\"/>")
                .collect(Collectors.joining());

        assertTooLarge(RawWorkbook.ofRows(rows).bytes(), "more than 5,000 names of elements and attributes");
    }

    @Test
    void refusesManyPrefixes() {
        var prefixes = IntStream.range(0, 300)
                .mapToObj(i -> "<row xmlns:p" + i + "='urn:x'><p" + i + ":x/></row>")
                .collect(Collectors.joining());

        assertTooLarge(RawWorkbook.ofRows(prefixes).bytes(), "more than 256 prefixes of names");
    }

    @Test
    void refusesMarkupThatIsLongerOrDeeperThanAny() {
        assertTooLarge(
                RawWorkbook.ofSheet("<a>".repeat(1_000_000)).bytes(), "more than 256 elements within each other");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<!--><--><x%s/>",
                "<!-- > -- --><x%s/>",
                "<![CDATA[ <!-- ]]><x%s/>",
                "<?a <!-- ?><x%s/>",
                "<b c='<!--'/><x%s/>",
                "<b c=\"'>\"/><x%s/>",
                "<b c='/>'/><x%s/>",
                "<b\n\tc = '&lt;'  /><x%s/>",
                "&#x3C;&amp;<x%s/>",
                "<b></b ><x%s/>"
            })
    void cannotBeMisledAboutWhereAnElementBegins(String markup) {
        assertThat(read(RawWorkbook.ofSheet(markup.formatted(ATTRIBUTES)).bytes()))
                .isEmpty();
        assertThat(findings.sorted()).hasSize(1);
    }

    @Test
    void checksMarkupInUtf16() {
        var sheet = "<?xml version='1.0' encoding='UTF-16'?><worksheet><!-- \u2200\u3C00\u003C\u2D2D --><x" + ATTRIBUTES
                + "/></worksheet>";

        assertTooLarge(
                RawWorkbook.ofRows("")
                        .part("xl/worksheets/sheet1.xml", sheet.getBytes(UTF_16))
                        .bytes(),
                "more than 256 attributes");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "<?xml version='1.0' encoding='IBM037'?><worksheet/>",
                "<?xml version='1.0' encoding='UTF-7'?><worksheet/>",
                "<?xml\nversion='1.0'\nencoding = \"cp037\"?><worksheet/>",
                "<!DOCTYPE worksheet [<!ENTITY a '<!--'>]><worksheet/>"
            })
    void readsNoMarkupThatCouldMeanSomethingElseToTheParser(String sheet) {
        assertThat(read(RawWorkbook.ofRows("")
                        .part("xl/worksheets/sheet1.xml", sheet)
                        .bytes()))
                .isEmpty();
        assertThat(findings.sorted()).extracting(Finding::code).containsExactly("not-a-workbook");
    }

    @Test
    void looksAtEachCharacterOfANumberFormatOnce() {
        var workbook = RawWorkbook.ofRows("<row><c s='0'><v>1</v></c></row>")
                .styles("<numFmts><numFmt numFmtId='200' formatCode='" + "[".repeat(1_000_000)
                        + "'/></numFmts><cellXfs>" + "<xf numFmtId='200'/>".repeat(60_000) + "</cellXfs>");

        assertThat(sheet(workbook).at(1, 1)).isEqualTo(Cell.Number.of(1));
    }

    @Test
    void looksAtEachCharacterOfAFormulaOnce() {
        var names = ("<definedName name='a'>" + "|".repeat(8_000) + "</definedName>").repeat(2_000);

        sheet(RawWorkbook.ofRows("").part("xl/names.xml", "<x>" + names + "</x>"));
        assertThat(findings.sorted()).isEmpty();
    }

    @Test
    void refusesASheetWhoseNameIsATextOfItsOwn() {
        assertTooLarge(
                RawWorkbook.ofRows("")
                        .replacing("name=\"S\"", "name=\"" + "S".repeat(256) + "\"")
                        .bytes(),
                "a sheet whose name has 256 characters; the limit is 255");
    }
}
