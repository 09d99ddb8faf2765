package io.tenure.workbook;

import io.tenure.text.Message;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.commons.compress.utils.SeekableInMemoryByteChannel;

/// The unpacked parts of a workbook.
///
/// @param byName content by the part's path in lower case, without a slash at the start
record WorkbookParts(Map<String, byte[]> byName) {
    private static final byte[] OLE2 = {(byte) 0xD0, (byte) 0xCF, 0x11, (byte) 0xE0};
    private static final byte[] ENCRYPTED = "EncryptedPackage".getBytes(StandardCharsets.UTF_16LE);

    /// Unpacks a workbook within the limits, with the same library, and so the same view of the archive, as the cell
    /// reader's.
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
                    var content = in.readNBytes(left + 1);
                    if (content.length > left) {
                        throw quota.tooManyBytes(allowed);
                    }
                    left -= content.length;
                    quota.countBytes(content.length);
                    var name = entry.getName().toLowerCase(Locale.ROOT);
                    if (parts.putIfAbsent(name.startsWith("/") ? name.substring(1) : name, content) != null) {
                        throw new IOException("two parts are called " + entry.getName());
                    }
                }
            }
        }
        return new WorkbookParts(parts);
    }

    /// Some programs write workbooks without a style part, and the cell reader insists on it when asked
    /// for formats.
    boolean isStyled() {
        var types = byName.get("[content_types].xml");
        return types != null && new String(types, StandardCharsets.UTF_8).contains("spreadsheetml.styles+xml");
    }

    /// Relation id to the name of the part, from every workbook relation part.
    Map<String, String> relations() throws XMLStreamException {
        var relations = new HashMap<String, String>();
        for (var part : byName.entrySet()) {
            if (!part.getKey().matches("(.*/)?_rels/workbook\\.xml\\.rels")) {
                continue;
            }
            var folder = part.getKey().substring(0, part.getKey().indexOf("_rels/"));
            var reader = XmlReader.of(part.getValue());
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamReader.START_ELEMENT
                        && reader.getLocalName().equals("Relationship")) {
                    var id = reader.getAttributeValue(null, "Id");
                    var target = reader.getAttributeValue(null, "Target");
                    if (id != null && target != null) {
                        var name = target.startsWith("/") ? target.substring(1) : folder + target;
                        relations.put(id, name.toLowerCase(Locale.ROOT));
                    }
                }
            }
        }
        return relations;
    }

    /// How many texts the cells may refer to by number; the least of all parts that the cell reader may take them
    /// from.
    int sharedStringCount() throws XMLStreamException {
        var count = Integer.MAX_VALUE;
        for (var name : sharedStringParts()) {
            count = Math.min(count, countSharedStrings(byName.getOrDefault(name, new byte[0])));
        }
        return count;
    }

    /// The parts that the cell reader may take the shared texts from.
    private List<String> sharedStringParts() throws XMLStreamException {
        var names = new ArrayList<String>();
        var types = byName.get("[content_types].xml");
        if (types != null) {
            var reader = XmlReader.of(types);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamReader.START_ELEMENT) {
                    var type = reader.getAttributeValue(null, "ContentType");
                    var name = reader.getAttributeValue(null, "PartName");
                    if (type != null && name != null && type.endsWith("spreadsheetml.sharedStrings+xml")) {
                        names.add(name.replaceFirst("^/", "").toLowerCase(Locale.ROOT));
                    }
                }
            }
        }
        return names;
    }

    /// How many texts a part holds for cells to share.
    private static int countSharedStrings(byte[] part) throws XMLStreamException {
        var count = 0;
        var depth = 0;
        var reader = XmlReader.of(part);
        while (reader.hasNext()) {
            var event = reader.next();
            if (event == XMLStreamReader.END_ELEMENT) {
                depth--;
            } else if (event == XMLStreamReader.START_ELEMENT) {
                depth++;
                if (reader.getLocalName().equals("si")) {
                    // The cell reader would count texts within texts in its own way.
                    if (depth != 2) {
                        throw new XMLStreamException("a shared text stands within another");
                    }
                    count++;
                }
            }
        }
        return count;
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
