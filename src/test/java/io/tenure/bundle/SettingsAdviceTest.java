package io.tenure.bundle;

import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.finding.Finding;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.TreeMap;
import java.util.function.Consumer;
import org.apache.poi.ss.usermodel.Row;
import org.apache.poi.ss.usermodel.Sheet;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// One mistake in the settings of the bundled rules: it is shown first, and what follows from it is said to.
class SettingsAdviceTest {
    private static final Bundle BUNDLED = bundled();

    private static Bundle bundled() {
        try {
            return Bundle.ofDirectory(Path.of(""));
        } catch (IOException e) {
            throw new AssertionError(e);
        }
    }

    private static List<Finding> findings(String file, boolean changesTheBundled, Consumer<XSSFWorkbook> change)
            throws IOException {
        var files = new TreeMap<>(BUNDLED.files());
        try (var book = new XSSFWorkbook(new ByteArrayInputStream(files.get(file)));
                var out = new ByteArrayOutputStream()) {
            change.accept(book);
            book.write(out);
            files.put(file, out.toByteArray());
        }
        var reader = new BundleReader();
        return (changesTheBundled ? reader.changing(BUNDLED) : reader)
                .read(Bundle.of(files))
                .findings();
    }

    static List<Finding> findings(Consumer<XSSFWorkbook> change) throws IOException {
        return findings(Settings.FILE, false, change);
    }

    static Row row(Sheet sheet, String name) {
        for (Row row : sheet) {
            if (row.getCell(0) != null && row.getCell(0).toString().equals(name)) {
                return row;
            }
        }
        throw new IllegalArgumentException(name);
    }

    private static void rename(XSSFWorkbook book, String sheet, String other) {
        book.setSheetName(book.getSheetIndex(sheet), other);
    }

    /// One mistake of its own at this place, before all that follows from it.
    private static void assertOneCause(List<Finding> found, String code, String place) {
        assertThat(found.getFirst().code()).isEqualTo(code);
        assertThat(found.getFirst().address().toString()).isEqualTo("decision-tables/settings.xlsx" + place);
        assertThat(found.subList(1, found.size())).allSatisfy(f -> {
            assertThat(f.code()).isEqualTo("caused-elsewhere");
            assertThat(f.causedBy()).isEqualTo(found.getFirst().address());
        });
    }

    @ParameterizedTest
    @CsvSource({
        "Actions, SAVE_OFFER, SAVE_OFER, A18",
        "Attributes, creditScore, creditScor, A3",
        "Outcomes, channelRating, chanelRating, A2"
    })
    void aMisspeltDeclarationIsTheCauseAndNoCellIsToldToRepeatIt(String sheet, String name, String other, String cell)
            throws IOException {
        for (var changesTheBundled : List.of(true, false)) {
            var found = findings(
                    Settings.FILE,
                    changesTheBundled,
                    book -> row(book.getSheet(sheet), name).getCell(0).setCellValue(other));

            assertThat(found).hasSizeGreaterThan(1);
            assertOneCause(found, "renamed-name", ", sheet " + sheet + ", cell " + cell);
            assertThat(found.getFirst().fix().en())
                    .isEqualTo(
                            "Rename " + other + " to " + name + ", or write " + other + " where " + name + " is used.");
        }
    }

    @Test
    void suggestsNoOtherCodeForOneThatTheReleaseHas() throws IOException {
        var found = findings(Settings.FILE, true, book -> {
            var sheet = book.getSheet("Actions");
            sheet.removeRow(row(sheet, "SAVE_OFFER"));
            row(sheet, "WELCOME").getCell(0).setCellValue("SAVE_OFFERS_LATER");
        });

        assertThat(found)
                .filteredOn(f -> f.content().equals("SAVE_OFFER") && f.code().equals("unknown-code"))
                .isNotEmpty()
                .allSatisfy(f -> assertThat(f.fix().en())
                        .isEqualTo("Write one of its codes, or add the action to the sheet Actions."));
    }

    @ParameterizedTest
    @CsvSource({
        "Parameters, Parameter",
        "Actions, Action",
        "Attributes, Atributes",
        "Labels, Lables",
        "Phases, Phase",
        "Indicators, Indikators",
        "Facts, Fakts",
        "Model, Modell"
    })
    void aSheetWithAMisspeltNameIsTheCause(String sheet, String other) throws IOException {
        var found = findings(book -> rename(book, sheet, other));

        assertOneCause(found, "misspelt-sheet", ", sheet " + other);
        assertThat(found.getFirst().fix().en()).isEqualTo("Rename it to " + sheet + ".");
    }

    @Test
    void aSheetWithAnotherNameIsKnownByTheHeadingsThatTheReleaseHas() throws IOException {
        var found = findings(Settings.FILE, true, book -> rename(book, "Contacts", "Kontakte"));

        assertThat(found)
                .singleElement()
                .satisfies(f -> assertThat(f.fix().en()).isEqualTo("Rename it to Contacts."));
    }

    @ParameterizedTest
    @CsvSource({"Contacts", "Facts", "Labels", "Indicators", "Attributes"})
    void warnsOfASheetThatIsGone(String sheet) throws IOException {
        var found = findings(Settings.FILE, true, book -> book.removeSheetAt(book.getSheetIndex(sheet)));

        assertThat(found.getFirst().code()).isEqualTo("missing-sheet");
        assertThat(found.getFirst().severity()).isEqualTo(Finding.Severity.WARNING);
        assertOneCause(found, "missing-sheet", ", sheet " + sheet);
    }

    @ParameterizedTest
    @CsvSource({"Parameters", "Actions"})
    void noBundleDecidesWithoutParametersOrActions(String sheet) throws IOException {
        assertOneCause(
                findings(book -> book.removeSheetAt(book.getSheetIndex(sheet))), "missing-sheet", ", sheet " + sheet);
    }

    @Test
    void withoutTheWorkbookAllIsMissingForOneReason() {
        var files = new TreeMap<>(BUNDLED.files());
        files.remove(Settings.FILE);

        assertOneCause(new BundleReader().read(Bundle.of(files)).findings(), "missing-settings", "");
    }

    @Test
    void aColumnThatASheetNeedsIsTheCause() throws IOException {
        var found = findings(
                book -> book.getSheet("Parameters").getRow(0).getCell(1).setCellValue("valeu"));
        assertOneCause(found, "missing-heading", ", sheet Parameters, cell B1");
        assertThat(found.getFirst().fix().en()).isEqualTo("Rename the heading valeu to value.");

        assertOneCause(
                findings(
                        book -> book.getSheet("Attributes").getRow(0).getCell(1).setBlank()),
                "missing-heading",
                ", sheet Attributes, row 1");
    }

    /// Without the column every action would count as none of marketing, and need no consent.
    @Test
    void warnsOfAColumnThatTheReleaseHas() throws IOException {
        var found = findings(
                Settings.FILE,
                true,
                book -> book.getSheet("Actions").getRow(0).getCell(9).setBlank());

        assertThat(found).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo("missing-heading");
            assertThat(f.message().en()).endsWith("so that their cells count as empty: marketing.");
        });
    }

    @Test
    void namesWhatHasNoLabelAndLabelsOfMisspeltCodes() throws IOException {
        assertThat(findings(book ->
                        row(book.getSheet("Actions"), "SAVE_OFFER").getCell(2).setBlank()))
                .singleElement()
                .satisfies(f -> assertThat(f.message().en())
                        .isEqualTo("These codes have no label in Chinese and are shown as codes: SAVE_OFFER."));
        assertThat(findings(book ->
                        row(book.getSheet("Labels"), "CONTRACTUAL").getCell(0).setCellValue("CONTRACTUEL")))
                .filteredOn(f -> f.code().equals("label-of-nothing"))
                .singleElement()
                .satisfies(f -> assertThat(f.fix().en()).isEqualTo("Did you mean CONTRACTUAL?"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "silent for {recencyDays days | stray-brace",
                "silent for recencyDays} days | stray-brace",
                "silent for ｛recencyDays｝ days | stray-brace",
                "fell by {recencyDays, pecent} | unknown-format",
                "silent for {recencyDay} days | unknown-placeholder",
                "silent for {} days | unknown-placeholder",
            })
    void warnsOfReasonsThatWouldShowTheirPlaceholders(String reason, String code) throws IOException {
        var found = findings(
                "decision-tables/stage.xlsx",
                false,
                book -> row(book.getSheet("Stage"), "ST4u").getCell(14).setCellValue(reason));

        assertThat(found).extracting(Finding::code).containsExactly(code);
    }
}
