package io.tenure.workbook;

import io.tenure.text.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/// The unpacked parts of a workbook.
///
/// @param byName content by the part's path in lower case, without a slash at the start
record WorkbookParts(Map<String, byte[]> byName) {
    private static final byte[] OLE2 = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
    private static final byte[] ENCRYPTED = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);

    /// Unpacks a workbook within the limits.
    static WorkbookParts unpack(byte[] bytes, UnpackQuota quota) throws IOException, InvalidWorkbookException {
        checkFileType(bytes);
        var parts = new HashMap<String, byte[]>();
        var allowed = quota.remainingBytes();
        var left = allowed;
        try (var zip = ZipFile.builder()
                .setSeekableByteChannel(new SeekableInMemoryByteChannel(bytes))
                .get()) {
            var entries = zip.getEntries();
            while (entries.hasMoreElements()) {
                ZipArchiveEntry entry = entries.nextElement();
                if (entry.isDirectory()) {
                    continue;
                }
                if (parts.size() >= WorkbookLimits.MAX_PARTS) {
                    throw InvalidWorkbookException.tooLarge(
                            Message.of("workbook.too-large.parts", "maxParts", WorkbookLimits.MAX_PARTS),
                            WorkbookLimits.MAX_PARTS);
                }
                try (InputStream in = zip.getInputStream(entry)) {
                    if (entry.getSize() > left) {
                        throw quota.tooManyBytes(allowed);
                    }
                    var content = content(in, entry, bytes.length);
                    left -= content.length;
                    quota.countBytes(content.length);
                    if (parts.putIfAbsent(name(entry), content) != null) {
                        throw new IOException("two parts are called " + entry.getName());
                    }
                }
            }
        }
        return new WorkbookParts(parts);
    }

    /// The name of the part that an entry holds.
    static String name(ZipArchiveEntry entry) {
        // Older archivers of Windows write the folders of a path its own way.
        var name = entry.getName().toLowerCase(Locale.ROOT).replace('\\', '/');
        return name.startsWith("/") ? name.substring(1) : name;
    }

    /// What an entry unpacks to, which is no more than the archive says.
    ///
    /// @param packed size of the whole archive, bytes
    private static byte[] content(InputStream in, ZipArchiveEntry entry, int packed) throws IOException {
        // Deflated bytes unpack to at most 1,032 times as many; a size beyond that is made up.
        var size = (int) Math.min(entry.getSize(), packed * 1_032L);
        if (size < 0) {
            throw new IOException("the size of " + entry.getName() + " is missing");
        }
        var content = new byte[size];
        var read = in.readNBytes(content, 0, size);
        if (in.read() >= 0) {
            throw new IOException(entry.getName() + " is larger than the file says");
        }
        return read == size ? content : Arrays.copyOf(content, read);
    }

    /// The content of a part that others name.
    ///
    /// @throws XMLStreamException where there is none of that name
    byte[] content(String name) throws XMLStreamException {
        var content = byName.get(name);
        if (content == null) {
            throw new XMLStreamException("its part " + name + " is missing");
        }
        return content;
    }

    /// The first part whose type, as the list of types has it, ends so.
    Optional<String> ofContentType(String end) throws XMLStreamException, InvalidWorkbookException {
        var reader = XmlReader.of(content("[content_types].xml"));
        while (reader.hasNext()) {
            if (reader.next() == XMLStreamConstants.START_ELEMENT) {
                var type = reader.getAttributeValue(null, "ContentType");
                var name = reader.getAttributeValue(null, "PartName");
                if (type != null && name != null && type.endsWith(end)) {
                    return Optional.of(name.replaceFirst("^/", "").toLowerCase(Locale.ROOT));
                }
            }
        }
        return Optional.empty();
    }

    /// Rejects lists of parts that are longer than those of all parts that a workbook may have.
    ///
    /// @param parts by name in lower case
    static void rejectLongLists(Map<String, byte[]> parts) throws InvalidWorkbookException {
        for (var part : parts.entrySet()) {
            var isList =
                    part.getKey().equals("[content_types].xml") || part.getKey().endsWith(".rels");
            if (isList && part.getValue().length > WorkbookLimits.MAX_LIST_BYTES) {
                throw InvalidWorkbookException.tooLarge(
                        Message.of("workbook.too-large.list", "bytes", part.getValue().length),
                        WorkbookLimits.MAX_LIST_BYTES);
            }
        }
    }

    /// Whether a part may be read as XML, whatever it is called.
    static boolean isXml(byte[] part) {
        for (var i = 0; i < Math.min(part.length, 1_024); i++) {
            if (part[i] == '<') {
                return true;
            }
            // Blanks, byte order marks, and the zeros of UTF-16.
            if (part[i] > ' ') {
                return false;
            }
        }
        return part.length > 1_024;
    }

    private static void checkFileType(byte[] bytes) throws InvalidWorkbookException {
        if (bytes.length > WorkbookLimits.MAX_BYTES) {
            throw InvalidWorkbookException.tooLarge(
                    Message.of("workbook.too-large.bytes", "bytes", bytes.length), WorkbookLimits.MAX_BYTES);
        }
        if (startsWith(bytes, OLE2) && contains(bytes, ENCRYPTED)) {
            throw new InvalidWorkbookException(
                    "old-or-encrypted-workbook",
                    Message.of("workbook.old-or-encrypted-workbook.encrypted.message"),
                    Message.of("workbook.old-or-encrypted-workbook.encrypted.fix"));
        }
        if (startsWith(bytes, OLE2)) {
            throw new InvalidWorkbookException(
                    "old-or-encrypted-workbook",
                    Message.of("workbook.old-or-encrypted-workbook.old.message"),
                    Message.of("workbook.old-or-encrypted-workbook.old.fix"));
        }
        if (entries(bytes) > WorkbookLimits.MAX_PARTS) {
            throw InvalidWorkbookException.tooLarge(
                    Message.of("workbook.too-large.parts", "maxParts", WorkbookLimits.MAX_PARTS),
                    WorkbookLimits.MAX_PARTS);
        }
        if (!startsWith(bytes, new byte[] {'P', 'K'})) {
            throw new InvalidWorkbookException(
                    "not-a-workbook",
                    Message.of("workbook.not-a-workbook.other-type.message"),
                    Message.of("workbook.not-a-workbook.other-type.fix"));
        }
    }

    /// How many entries the archive lists; counted before it is opened, because its library keeps all of them.
    private static int entries(byte[] bytes) {
        var entries = 0;
        for (var i = 0; i + 3 < bytes.length; i++) {
            if (bytes[i] == 'P' && bytes[i + 1] == 'K' && bytes[i + 2] == 1 && bytes[i + 3] == 2) {
                entries++;
            }
        }
        return entries;
    }

    private static boolean contains(byte[] bytes, byte[] wanted) {
        for (var i = 0; i + wanted.length <= bytes.length; i++) {
            if (Arrays.equals(bytes, i, i + wanted.length, wanted, 0, wanted.length)) {
                return true;
            }
        }
        return false;
    }

    private static boolean startsWith(byte[] bytes, byte[] start) {
        return bytes.length >= start.length && Arrays.equals(bytes, 0, start.length, start, 0, start.length);
    }
}
