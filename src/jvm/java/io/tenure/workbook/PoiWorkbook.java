package io.tenure.workbook;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.Locale;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/// A workbook in the form in which Apache POI opens it: stored and not compressed, in transitional Open XML, and with
/// a place for every comment.
///
/// POI rejects a part that compresses well as an attack, although ordinary workbooks with many similar styles or rows
/// do; it does not know the strict form; and it fails on comments that say where they belong but not how large they
/// are, as openpyxl writes them. Only for files that [WorkbookReader] has accepted, because it limits their size;
/// unpacked with the same library, so that both see the same content.
public final class PoiWorkbook {
    private static final Pattern STRICT = Pattern.compile("http://purl\\.oclc\\.org/ooxml/(\\w+)/([\\w/]+)");
    private static final Pattern CONFORMANCE = Pattern.compile("\\sconformance=\"strict\"");
    private static final Pattern COMMENT = Pattern.compile(
            "(<(\\w{1,20}:)?ClientData\\b[^<>]{0,400}\\bObjectType=[\"']Note[\"'][^<>]{0,400}>)(.{0,4000}?)"
                    + "(</\\2?ClientData>)",
            Pattern.DOTALL);
    private static final Pattern ROW = Pattern.compile("<(?:\\w+:)?Row>\\s*(\\d{1,7})\\s*<");
    private static final Pattern COLUMN = Pattern.compile("<(?:\\w+:)?Column>\\s*(\\d{1,5})\\s*<");
    private static final int COMMENT_COLUMNS = 2;
    private static final int COMMENT_ROWS = 4;

    private PoiWorkbook() {}

    public static byte[] of(byte[] workbook) throws IOException {
        var out = new ByteArrayOutputStream(workbook.length * 4);
        try (var from = ZipFile.builder()
                        .setSeekableByteChannel(new SeekableInMemoryByteChannel(workbook))
                        .get();
                var to = new ZipOutputStream(out)) {
            to.setLevel(Deflater.NO_COMPRESSION);
            for (var entry : Collections.list(from.getEntries())) {
                if (entry.isDirectory()) {
                    continue;
                }
                to.putNextEntry(new ZipEntry(entry.getName()));
                try (var part = from.getInputStream(entry)) {
                    to.write(part(entry.getName().toLowerCase(Locale.ROOT), part.readAllBytes()));
                }
            }
        }
        return out.toByteArray();
    }

    private static byte[] part(String name, byte[] content) {
        if (name.endsWith(".vml")) {
            return placed(new String(content, UTF_8)).getBytes(UTF_8);
        }
        if ((name.endsWith(".xml") || name.endsWith(".rels")) && contains(content, "http://purl.oclc.org/ooxml/")) {
            return transitional(new String(content, UTF_8)).getBytes(UTF_8);
        }
        return content;
    }

    private static boolean contains(byte[] content, String text) {
        var wanted = text.getBytes(UTF_8);
        search:
        for (var at = 0; at + wanted.length <= content.length; at++) {
            for (var i = 0; i < wanted.length; i++) {
                if (content[at + i] != wanted[i]) {
                    continue search;
                }
            }
            return true;
        }
        return false;
    }

    private static String transitional(String xml) {
        return CONFORMANCE
                .matcher(STRICT.matcher(xml)
                        .replaceAll(name -> "http://schemas.openxmlformats.org/" + name.group(1) + "/2006/"
                                + name.group(2)
                                        .replace("extendedProperties", "extended-properties")
                                        .replace("customProperties", "custom-properties")))
                .replaceAll("");
    }

    /// The drawing with a size for each comment that has none.
    private static String placed(String vml) {
        return COMMENT.matcher(vml).replaceAll(comment -> java.util.regex.Matcher.quoteReplacement(placed(comment)));
    }

    private static String placed(MatchResult comment) {
        var data = comment.group(3);
        if (data.contains("Anchor>")) {
            return comment.group();
        }
        var row = number(ROW, data);
        var column = number(COLUMN, data) + 1;
        var prefix = comment.group(2) == null ? "" : comment.group(2);
        return comment.group(1) + "<" + prefix + "Anchor>" + column + ", 0, " + row + ", 0, "
                + (column + COMMENT_COLUMNS) + ", 0, " + (row + COMMENT_ROWS) + ", 0</" + prefix + "Anchor>" + data
                + comment.group(4);
    }

    private static int number(Pattern pattern, String data) {
        var number = pattern.matcher(data);
        return number.find() ? Integer.parseInt(number.group(1)) : 0;
    }
}
