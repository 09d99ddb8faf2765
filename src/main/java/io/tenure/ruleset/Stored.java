package io.tenure.ruleset;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// A workbook whose parts are stored and not compressed.
///
/// Apache POI takes a part that compresses well for an attack, which honest workbooks with many like styles or rows
/// do. Only for files that the reader of workbooks has taken, because it holds them to a size.
public final class Stored {
    private Stored() {}

    public static byte[] of(byte[] workbook) throws IOException {
        var out = new ByteArrayOutputStream(workbook.length * 4);
        try (var from = new ZipInputStream(new ByteArrayInputStream(workbook));
                var to = new ZipOutputStream(out)) {
            to.setLevel(Deflater.NO_COMPRESSION);
            for (var entry = from.getNextEntry(); entry != null; entry = from.getNextEntry()) {
                to.putNextEntry(new ZipEntry(entry.getName()));
                from.transferTo(to);
            }
        }
        return out.toByteArray();
    }
}
