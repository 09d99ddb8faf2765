package io.tenure.bundle;

import static io.tenure.workbook.RawWorkbook.parts;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.ThreadMXBean;
import io.tenure.finding.Address;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.finding.FindingCollector;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.WorkbookLimits;
import io.tenure.workbook.WorkbookReader;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;
import java.util.function.UnaryOperator;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.archivers.zip.ZipArchiveEntry;
import org.apache.commons.compress.archivers.zip.ZipArchiveOutputStream;

/// Makes workbooks that are meant to harm, and reads them with little memory.
final class HostileWorkbooks {
    static final String FILE = "decision-tables/x.xlsx";
    static final String SHEET = "xl/worksheets/sheet1.xml";
    static final String SHARED_STRINGS = "xl/sharedStrings.xml";
    static final String CONTENT_TYPES = "[Content_Types].xml";
    static final long MEGABYTE = 1 << 20;

    /// For a file that is refused at the door.
    static final long MAX_BYTES_WHEN_REJECTED_EARLY = 32 * MEGABYTE;

    /// For one that is unpacked up to the limit before it is refused: the bytes themselves and growing arrays for
    /// them.
    static final long MAX_BYTES_WHEN_UNPACKED = 8L * WorkbookLimits.MAX_UNPACKED_BYTES;

    private HostileWorkbooks() {}

    // --- Reading ----------------------------------------------------------------------------------------

    record ReadResult(List<Sheet> sheets, FindingCollector findings) {
        List<String> codes() {
            return findings.sorted().stream().map(Finding::code).toList();
        }
    }

    static ReadResult read(byte[] bytes) {
        var findings = new FindingCollector();
        return new ReadResult(WorkbookReader.read(FILE, bytes, findings).orElse(List.of()), findings);
    }

    static void assertRefused(byte[] bytes, String code, long most) {
        var read = withinMemory(most, () -> read(bytes));
        assertThat(read.sheets).isEmpty();
        assertThat(read.findings.sorted()).singleElement().satisfies(f -> {
            assertThat(f.code()).isEqualTo(code);
            assertThat(f.severity()).isEqualTo(Finding.Severity.ERROR);
            assertThat(f.address()).isEqualTo(Address.file(FILE));
            assertThat(f.message().en()).isNotBlank();
            assertThat(f.fix().zh()).isNotBlank();
        });
    }

    static void assertBundleRefused(byte[] zip, String code, long most) {
        var unpacked = withinMemory(most, () -> Bundle.ofZip(zip));
        assertThat(unpacked).isInstanceOf(Checked.Invalid.class);
        assertThat(unpacked.findings()).extracting(Finding::code).containsExactly(code);
    }

    /// Fails where this thread asks for more memory than that, all in all.
    static <T> T withinMemory(long most, Supplier<T> work) {
        var threads = (ThreadMXBean) ManagementFactory.getThreadMXBean();
        var before = threads.getCurrentThreadAllocatedBytes();
        var result = work.get();
        assertThat(threads.getCurrentThreadAllocatedBytes() - before).isLessThan(most);
        return result;
    }

    // --- Making files -----------------------------------------------------------------------------------

    static byte[] rows(String rows) throws IOException {
        return with(
                Workbooks.of("S", "a"),
                SHEET,
                xml -> xml.replaceAll("(?s)<sheetData>.*</sheetData>", "<sheetData>@</sheetData>")
                        .replace("@", rows));
    }

    static byte[] with(byte[] workbook, String part, UnaryOperator<String> change) throws IOException {
        var parts = parts(workbook);
        change(parts, part, change);
        return zip(parts);
    }

    static void change(Map<String, byte[]> parts, String part, UnaryOperator<String> change) {
        var before = new String(parts.get(part), UTF_8);
        var after = change.apply(before);
        assertThat(after.equals(before)).isFalse();
        parts.put(part, after.getBytes(UTF_8));
    }

    static byte[] zip(Map<String, byte[]> parts) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(out)) {
            for (var part : parts.entrySet()) {
                zip.putNextEntry(new ZipEntry(part.getKey()));
                zip.write(part.getValue());
            }
        }
        return out.toByteArray();
    }

    static byte[] twice(String name, byte[] first, byte[] second) throws IOException {
        var out = new ByteArrayOutputStream();
        try (var zip = new ZipArchiveOutputStream(out)) {
            put(zip, name, first);
            put(zip, name, second);
        }
        return out.toByteArray();
    }

    static void put(ZipArchiveOutputStream zip, String name, byte[] content) throws IOException {
        zip.putArchiveEntry(new ZipArchiveEntry(name));
        zip.write(content);
        zip.closeArchiveEntry();
    }
}
