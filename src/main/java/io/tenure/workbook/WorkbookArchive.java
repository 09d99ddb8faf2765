package io.tenure.workbook;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Map;
import java.util.Set;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/// The archive of a workbook, some of whose parts are replaced.
final class WorkbookArchive {
    private WorkbookArchive() {}

    /// The archive with other parts. All others are copied as they are packed, in their order.
    ///
    /// @param replaced content by name, as [WorkbookParts] has it
    /// @param removed names of parts that are left out
    static byte[] with(byte[] archive, Map<String, byte[]> replaced, Set<String> removed) throws IOException {
        var bytes = new ByteArrayOutputStream(archive.length + 1_024);
        try (var zip = ZipFile.builder()
                        .setSeekableByteChannel(new SeekableInMemoryByteChannel(archive))
                        .get();
                var out = new ZipArchiveOutputStream(bytes)) {
            var entries = zip.getEntriesInPhysicalOrder();
            while (entries.hasMoreElements()) {
                var entry = entries.nextElement();
                var name = WorkbookParts.name(entry);
                if (removed.contains(name)) {
                    continue;
                }
                var content = replaced.get(name);
                if (content == null) {
                    try (var raw = zip.getRawInputStream(entry)) {
                        out.addRawArchiveEntry(entry, raw);
                    }
                } else {
                    var changed = new ZipArchiveEntry(entry.getName());
                    changed.setTime(entry.getTime());
                    changed.setMethod(ZipArchiveEntry.DEFLATED);
                    out.putArchiveEntry(changed);
                    out.write(content);
                    out.closeArchiveEntry();
                }
            }
        }
        return bytes.toByteArray();
    }
}
