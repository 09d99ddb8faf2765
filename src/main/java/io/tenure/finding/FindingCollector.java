package io.tenure.finding;

import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The findings of one reading, gathered as they turn up.
///
/// Of one kind in one sheet, or one file, it keeps the first two hundred and counts the rest, so that a file
/// of a million faults doesn't make a million findings. Of all kinds together it keeps [#MAX_KEPT].
public final class FindingCollector {
    /// Findings of one kind in one sheet that are kept one by one.
    public static final int MAX_OF_A_KIND = 200;
    /// Findings of all kinds in all sheets that are kept one by one.
    public static final int MAX_KEPT = 5_000;

    /// What is alike: findings of one kind and weight in one place.
    private record Kind(Finding.Severity severity, String code, Address sheet) {
        static Kind of(Finding finding) {
            Address address = finding.address();
            return new Kind(finding.severity(), finding.code(), Address.sheet(address.file(), address.sheet()));
        }
    }

    private static final class Count {
        private int listed;
        private int more;
        /// Of the first that isn't listed.
        private @Nullable Address causedBy;
    }

    private final Set<Finding> kept = new LinkedHashSet<>();
    private final Map<Kind, Count> counts = new LinkedHashMap<>();
    private long errors;

    public void add(Finding finding) {
        errors += finding.severity() == Finding.Severity.ERROR ? 1 : 0;
        Kind kind = Kind.of(finding);
        Count count = counts.computeIfAbsent(kind, _ -> new Count());
        if (count.listed < MAX_OF_A_KIND && kept.size() < MAX_KEPT) {
            if (kept.add(finding)) {
                count.listed++;
            }
        } else {
            if (count.more++ == 0) {
                count.causedBy = finding.causedBy();
            }
        }
    }

    public void error(String code, Address address, String content, Text message, Text fix) {
        add(Finding.error(code, address, content, message, fix));
    }

    public void warning(String code, Address address, String content, Text message, Text fix) {
        add(Finding.warning(code, address, content, message, fix));
    }

    public void note(String code, Address address, String content, Text message, Text fix) {
        add(new Finding(Finding.Severity.NOTE, code, address, content, message, fix));
    }

    public boolean hasErrors() {
        return errors > 0;
    }

    /// Whether any finding so far follows from a mistake at this place.
    public boolean causes(Address address) {
        return kept.stream().anyMatch(f -> address.equals(f.causedBy()));
    }

    public boolean hasErrorAt(Address address) {
        return kept.stream()
                .anyMatch(f ->
                        f.severity() == Finding.Severity.ERROR && f.address().equals(address));
    }

    /// How many errors there are so far.
    public long errorCount() {
        return errors;
    }

    public void addAll(List<Finding> findings) {
        findings.forEach(this::add);
    }

    /// The findings, and one for each kind of which there are more.
    public List<Finding> sorted() {
        List<Finding> all = new ArrayList<>(kept);
        counts.forEach((kind, count) -> {
            if (count.more > 0) {
                all.add(new Finding(
                        kind.severity(),
                        kind.code(),
                        kind.sheet(),
                        "",
                        count.listed == 0
                                ? Message.of("finding.more.unlisted.message", "count", count.more)
                                : Message.of("finding.more.message", "count", count.more, "listed", count.listed),
                        Message.of("finding.more.fix"),
                        count.causedBy,
                        null));
            }
        });
        all.sort(Finding.ORDER);
        return List.copyOf(all);
    }
}
