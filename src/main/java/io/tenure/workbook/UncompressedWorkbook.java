package io.tenure.workbook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Collections;
import java.util.zip.Deflater;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/// A workbook whose parts are stored and not compressed.
///
/// Apache POI rejects a part that compresses well as an attack, although ordinary workbooks with many similar styles
/// or rows do. Only for files that [WorkbookReader] has accepted, because it limits their size; unpacked with the
/// same library, so that both see the same content.
public final class UncompressedWorkbook {
    private UncompressedWorkbook() {}

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
                    part.transferTo(to);
                }
            }
        }
        return out.toByteArray();
    }
}
