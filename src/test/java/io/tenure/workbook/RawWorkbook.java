package io.tenure.workbook;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// Workbooks as other programs write them, from the XML of their parts.
public final class RawWorkbook {
    private static final String MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main";
    private static final String RELATIONSHIPS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships";
    private static final String PACKAGE = "http://schemas.openxmlformats.org/package/2006/";

    private final Map<String, String> parts = new LinkedHashMap<>();
    private final Map<String, byte[]> binaryParts = new LinkedHashMap<>();

    private RawWorkbook() {}

    /// One sheet named `S`, with these elements within its `sheetData`.
    public static RawWorkbook ofRows(String rows) {
        return ofSheet("<sheetData>" + rows + "</sheetData>");
    }

    /// One sheet named `S`, with these elements within its `worksheet`.
    public static RawWorkbook ofSheet(String elements) {
        return new RawWorkbook()
                .part("[Content_Types].xml", """
                    <Types xmlns="%scontent-types"><Default Extension="rels"
                    ContentType="application/vnd.openxmlformats-package.relationships+xml"/><Default
                    Extension="xml" ContentType="application/xml"/><Override PartName="/xl/workbook.xml"
                    ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"/>
                    <Override PartName="/xl/worksheets/sheet1.xml"
                    ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.worksheet+xml"/>
                    </Types>\
                    """.formatted(PACKAGE))
                .part("_rels/.rels", relationships("officeDocument", "xl/workbook.xml"))
                .part("xl/workbook.xml", """
                    <workbook xmlns="%s" xmlns:r="%s"><workbookPr/><sheets><sheet name="S" sheetId="1"
                    r:id="rId1"/></sheets></workbook>\
                    """.formatted(MAIN, RELATIONSHIPS))
                .part("xl/_rels/workbook.xml.rels", relationships("worksheet", "worksheets/sheet1.xml"))
                .part(
                        "xl/worksheets/sheet1.xml",
                        "<worksheet xmlns=\"" + MAIN + "\" xmlns:r=\"" + RELATIONSHIPS + "\">" + elements
                                + "</worksheet>");
    }

    /// A part of relationships `rId1`, `rId2`…
    ///
    /// @param usesAndTargets in turn, such as `worksheet`, `worksheets/sheet1.xml`
    static String relationships(String... usesAndTargets) {
        var xml = new StringBuilder("<Relationships xmlns=\"" + PACKAGE + "relationships\">");
        for (var i = 0; i < usesAndTargets.length; i += 2) {
            xml.append("<Relationship Id=\"rId%s\" Type=\"%s/%s\" Target=\"%s\"/>"
                    .formatted(1 + i / 2, RELATIONSHIPS, usesAndTargets[i], usesAndTargets[i + 1]));
        }
        return xml.append("</Relationships>").toString();
    }

    /// With shared texts, of these `si` elements.
    RawWorkbook sharedTexts(String items) {
        return part("xl/texts.xml", "<sst xmlns=\"" + MAIN + "\">" + items + "</sst>")
                .part(
                        "xl/_rels/workbook.xml.rels",
                        relationships("worksheet", "worksheets/sheet1.xml", "sharedStrings", "texts.xml"));
    }

    /// With these elements within its `styleSheet`.
    RawWorkbook styles(String elements) {
        return part("xl/looks.xml", "<styleSheet xmlns=\"" + MAIN + "\">" + elements + "</styleSheet>")
                .part(
                        "xl/_rels/workbook.xml.rels",
                        relationships("worksheet", "worksheets/sheet1.xml", "styles", "looks.xml"));
    }

    public RawWorkbook part(String name, String xml) {
        parts.put(name, xml);
        return this;
    }

    /// A part whose text is in an encoding of its own.
    RawWorkbook part(String name, byte[] content) {
        parts.remove(name);
        binaryParts.put(name, content);
        return this;
    }

    RawWorkbook without(String name) {
        parts.remove(name);
        return this;
    }

    /// Moves a part.
    RawWorkbook renamed(String from, String to) {
        var xml = parts.remove(from);
        if (xml == null) {
            throw new IllegalArgumentException("no part " + from);
        }
        parts.put(to, xml);
        return this;
    }

    /// Replaces a text in every part; it must occur.
    RawWorkbook replacing(String from, String to) {
        if (parts.values().stream().noneMatch(xml -> xml.contains(from))) {
            throw new IllegalArgumentException("nowhere: " + from);
        }
        parts.replaceAll((_, xml) -> xml.replace(from, to));
        return this;
    }

    /// In the strict form of Open XML, as Excel saves it on request.
    RawWorkbook strict() {
        return replacing(MAIN, "http://purl.oclc.org/ooxml/spreadsheetml/main")
                .replacing(RELATIONSHIPS, "http://purl.oclc.org/ooxml/officeDocument/relationships");
    }

    /// The parts of a workbook by name, in their order.
    public static Map<String, byte[]> parts(byte[] workbook) {
        var parts = new LinkedHashMap<String, byte[]>();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(workbook))) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.put(entry.getName(), zip.readAllBytes());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return parts;
    }

    /// The names of the parts in which two workbooks with the same parts differ, sorted.
    public static List<String> changedParts(byte[] before, byte[] after) {
        var old = parts(before);
        var now = parts(after);
        assertThat(now.keySet()).isEqualTo(old.keySet());
        return now.keySet().stream()
                .filter(name -> !Arrays.equals(now.get(name), old.get(name)))
                .sorted()
                .toList();
    }

    public byte[] bytes() {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue().getBytes(UTF_8));
            }
            for (var part : binaryParts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        return out.toByteArray();
    }
}
