package io.tenure.bundle;

import static io.tenure.bundle.HostileWorkbooks.CONTENT_TYPES;
import static io.tenure.bundle.HostileWorkbooks.FILE;
import static io.tenure.bundle.HostileWorkbooks.MAX_BYTES_WHEN_REJECTED_EARLY;
import static io.tenure.bundle.HostileWorkbooks.SHEET;
import static io.tenure.bundle.HostileWorkbooks.assertRefused;
import static io.tenure.bundle.HostileWorkbooks.read;
import static io.tenure.bundle.HostileWorkbooks.rows;
import static io.tenure.bundle.HostileWorkbooks.with;
import static io.tenure.bundle.HostileWorkbooks.zip;
import static io.tenure.workbook.RawWorkbook.parts;
import static java.nio.charset.StandardCharsets.UTF_16;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.workbook.Cell;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Set;
import org.apache.poi.xssf.usermodel.XSSFWorkbook;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Uploads with macros, formulas that reach out, links, connections and objects of other programs.
class ActiveContentTest {
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

        assertThat(read.findings().sorted()).singleElement().satisfies(f -> {
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
        assertThat(read.sheets().getFirst().at(3, 2)).isEqualTo(Cell.Number.of(1));
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
        assertThat(read(zip(parts)).sheets()).hasSize(1);

        parts.put("xl/connections.xml", "<connections/>".getBytes(UTF_8));
        assertRefused(zip(parts), "external-link", MAX_BYTES_WHEN_REJECTED_EARLY);
    }

    @Test
    void refusesAnObjectOfAnotherProgram() {
        assertRefused(
                Workbooks.create()
                        .sheet("S", "a")
                        .with(ActiveContentTest::embedAnObject)
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
}
