package io.tenure.ruleset;

import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// The workbooks that ship, read beside the rest of a start.
///
/// Most of what a release takes to become ready is unpacking and reading its workbooks. One that is the shipped one
/// byte for byte says the same, so its sheets are taken from here. Whatever is checked is checked all the same.
public final class ShippedWorkbooks {
    /// Whether this process starts a service; any other needs them no sooner than it reads them.
    private static volatile boolean ahead;

    private ShippedWorkbooks() {}

    private record Known(byte[] content, List<Sheet> sheets) {}

    /// Apart, so that a process that doesn't ask reads none.
    private static final class Here {
        /// Read as the class is initialised, which for a native binary is while it is built.
        static final Map<String, Known> BY_PATH = read(Bundle.ofClasspath("seed/"));
    }

    /// Begins to read them, on a thread of its own; who asks before they are there waits for them.
    public static void readAhead() {
        ahead = true;
        Thread.ofPlatform().daemon().name("read-ahead").start(() -> find("", new byte[0]));
    }

    /// The sheets of a workbook, if it is one that ships, unchanged.
    static Optional<List<Sheet>> find(String path, byte[] content) {
        @Nullable Known known = ahead ? Here.BY_PATH.get(path) : null;
        return known != null && Arrays.equals(known.content, content) ? Optional.of(known.sheets) : Optional.empty();
    }

    /// Those that read without a finding, since findings are for each reading to tell.
    private static Map<String, Known> read(Bundle bundle) {
        Map<String, Known> read = new TreeMap<>();
        bundle.files().forEach((path, content) -> {
            if (BundleReader.isWorkbook(path)) {
                Findings findings = new Findings();
                WorkbookReader.read(path, content, findings)
                        .filter(_ -> findings.sorted().isEmpty())
                        .ifPresent(sheets -> read.put(path, new Known(content, List.copyOf(sheets))));
            }
        });
        return read;
    }
}
