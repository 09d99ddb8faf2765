package io.tenure.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenure.finding.Address;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import java.util.zip.ZipOutputStream;

/// All workbooks, DRL files and scenarios that belong together, as bytes, by path:
/// `decision-tables/*.xlsx`, `rules/*.drl`, `scenarios/*.xlsx`.
public record Bundle(SortedMap<String, byte[]> files) {
    /// Maximum number of files in a bundle.
    static final int MAX_FILES = 500;
    /// Maximum total size of the files in a bundle.
    static final int MAX_BYTES = 64 << 20;

    private static final List<String> FOLDERS = List.of("decision-tables", "rules", "scenarios");
    private static final String INDEX = "bundle.index";

    public Bundle {
        files = Collections.unmodifiableSortedMap(new TreeMap<>(files));
    }

    public static Bundle of(Map<String, byte[]> files) {
        return new Bundle(new TreeMap<>(files));
    }

    /// The bundle in the three folders of a directory; lock files, CSV exports and hidden files are ignored.
    public static Bundle ofDirectory(Path directory) throws IOException {
        var files = new TreeMap<String, byte[]>();
        for (var folder : FOLDERS) {
            var path = directory.resolve(folder);
            if (!Files.isDirectory(path)) {
                continue;
            }
            try (var found = Files.list(path)) {
                for (var file : found.filter(Files::isRegularFile).toList()) {
                    var name = folder + "/" + file.getFileName();
                    if (isBundleFile(name)) {
                        files.put(name, Files.readAllBytes(file));
                    }
                }
            }
        }
        return new Bundle(files);
    }

    /// The bundle in a folder of the class path, found by the index that the build writes there, because
    /// folders can't be listed in a jar or a native binary.
    ///
    /// @param folder with its closing slash: `seed/`
    public static Bundle ofClasspath(String folder) {
        var files = new TreeMap<String, byte[]>();
        new String(resource(folder + INDEX), UTF_8)
                .lines()
                .map(String::strip)
                .map(name -> name.replace('\\', '/'))
                .filter(Bundle::isBundleFile)
                .forEach(name -> files.put(name, resource(folder + name)));
        return new Bundle(files);
    }

    private static byte[] resource(String name) {
        var loader = Thread.currentThread().getContextClassLoader();
        try (var in = (loader == null ? Bundle.class.getClassLoader() : loader).getResourceAsStream(name)) {
            if (in == null) {
                throw new IllegalStateException("not on the class path: " + name);
            }
            return in.readAllBytes();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// Whether a path belongs to a bundle, or is a workbook in a wrong format, which the check then reports.
    private static boolean isBundleFile(String path) {
        var name = path.substring(path.lastIndexOf('/') + 1);
        return !name.startsWith("~$")
                && !name.startsWith(".")
                && path.matches("(decision-tables|scenarios)/[^/]+\\.(xlsx|xls|xlsm|xlsb|ods)|rules/[^/]+\\.drl");
    }

    /// Whether a path is that of a workbook with decision tables, settings or scenarios.
    static boolean isWorkbook(String path) {
        return path.matches("(decision-tables|scenarios)/[^/]+\\.xlsx");
    }

    /// Whether decision tables are read from a file.
    static boolean isTableWorkbook(String path) {
        return path.startsWith("decision-tables/") && isWorkbook(path);
    }

    /// A path as people are shown it: those of tables without their folder.
    public static String shownPath(String path) {
        return path.replaceFirst("^decision-tables/", "");
    }

    /// Whether the other bundle has the same files, byte for byte.
    public boolean hasSameFiles(Bundle other) {
        return files.keySet().equals(other.files.keySet())
                && files.entrySet().stream()
                        .allMatch(file -> Arrays.equals(file.getValue(), other.files.get(file.getKey())));
    }

    /// The bundle as a zip file; the same files give the same bytes.
    public byte[] toZip() {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new ZipOutputStream(bytes, UTF_8)) {
            for (var file : files.entrySet()) {
                var entry = new ZipEntry(file.getKey());
                // The earliest time that a zip file can contain; the time of writing is not part of a bundle.
                entry.setTimeLocal(java.time.LocalDateTime.of(1980, 1, 1, 0, 0));
                zip.putNextEntry(entry);
                zip.write(file.getValue());
                zip.closeEntry();
            }
        } catch (IOException impossible) {
            throw new UncheckedIOException(impossible);
        }
        return bytes.toByteArray();
    }

    /// The bundle in a zip file, or one finding; files that belong to no bundle are ignored.
    ///
    /// Rejected are paths that leave the bundle, two files with the same path, more than [#MAX_FILES] files or
    /// [#MAX_BYTES] bytes, and anything that is not a zip file.
    public static Checked<Bundle, Finding> ofZip(byte[] bytes) {
        var files = new TreeMap<String, byte[]>();
        var left = MAX_BYTES;
        var entries = 0;
        try (var zip = new ZipInputStream(new ByteArrayInputStream(bytes), UTF_8)) {
            for (var entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                var name = entry.getName();
                if (++entries > MAX_FILES) {
                    return invalid("too-large", "", Message.of("bundle.too-large.files", "maxFiles", MAX_FILES));
                }
                if (escapesBundle(name)) {
                    return invalid("invalid-path", name, Message.of("bundle.invalid-path.outside", "name", name));
                }
                // Ignored files count too, because unpacking them costs the same.
                var content = zip.readNBytes(left + 1);
                if (content.length > left) {
                    return invalid("too-large", name, Message.of("bundle.too-large.bytes", "maxBytes", MAX_BYTES));
                }
                left -= content.length;
                if (!entry.isDirectory() && isBundleFile(name) && files.putIfAbsent(name, content) != null) {
                    return invalid("invalid-path", name, Message.of("bundle.invalid-path.duplicate", "name", name));
                }
            }
        } catch (IOException | IllegalArgumentException damaged) {
            return notAZip();
        }
        return entries == 0 ? notAZip() : Checked.valid(new Bundle(files));
    }

    private static boolean escapesBundle(String name) {
        return name.startsWith("/")
                || name.contains("\\")
                || name.contains("\0")
                || name.matches("[A-Za-z]:.*")
                || List.of(name.split("/")).contains("..");
    }

    private static Checked<Bundle, Finding> invalid(String code, String content, Text reason) {
        return new Checked.Invalid<>(List.of(Finding.error(
                code,
                Address.file("bundle.zip"),
                content,
                Message.of("bundle.zip.message", "reason", reason),
                Message.of("bundle.zip.fix", "folders", FOLDERS))));
    }

    private static Checked<Bundle, Finding> notAZip() {
        return new Checked.Invalid<>(List.of(Finding.error(
                "not-a-zip",
                Address.file("bundle.zip"),
                "",
                Message.of("bundle.not-a-zip.message"),
                Message.of("bundle.not-a-zip.fix"))));
    }
}
