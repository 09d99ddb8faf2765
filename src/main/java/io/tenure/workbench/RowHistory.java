package io.tenure.workbench;

import io.tenure.bundle.Bundle;
import io.tenure.release.ReleaseHistory;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbench.RowPage.PastCell;
import io.tenure.workbench.RowPage.PastRow;
import io.tenure.workbench.TableGrid.GridColumn;
import io.tenure.workbook.Sheet;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What earlier releases did with a row of a table, which is known by its name.
@Singleton
final class RowHistory {
    /// Releases that are read, the latest first.
    private static final int MAX_RELEASES = 20;

    private static final int MAX_KEPT = 60;

    private final ReleaseHistory releases;
    private final KeptValues<TableOfRelease, Map<String, Map<String, String>>> known = new KeptValues<>(MAX_KEPT);

    RowHistory(ReleaseHistory releases) {
        this.releases = releases;
    }

    private record TableOfRelease(int release, String table) {}

    /// The releases that added, changed or removed a row, the latest first.
    ///
    /// @param grid the table as it is now
    List<PastRow> of(TableGrid grid, String row, Locale locale) {
        List<PastRow> past = new ArrayList<>();
        List<ReleaseHistory.Release> all = releases.all();
        List<ReleaseHistory.Release> read =
                all.subList(0, Math.min(MAX_RELEASES, all.size())).reversed();
        @Nullable Map<String, String> before = null;
        for (ReleaseHistory.Release release : read) {
            Map<String, String> now = rows(release.number(), grid).get(row);
            List<PastCell> cells = changed(before, now);
            // Whether the oldest of many added the row isn't known.
            boolean isKnown = release != read.getFirst() || read.size() == all.size();
            if (isKnown && (!cells.isEmpty() || (before == null) != (now == null))) {
                past.add(new PastRow(
                        release.number(),
                        PageTimes.minute(release.createdAt()),
                        release.author(),
                        what(before, now).in(locale),
                        cells));
            }
            before = now;
        }
        return past.reversed();
    }

    private static Text what(@Nullable Map<String, String> before, @Nullable Map<String, String> now) {
        return before == null
                ? Message.of("workbench.changes.added")
                : now == null ? Message.of("workbench.changes.removed") : Message.of("workbench.changes.changed");
    }

    private static List<PastCell> changed(@Nullable Map<String, String> before, @Nullable Map<String, String> now) {
        if (before == null || now == null) {
            return List.of();
        }
        Set<String> titles = new LinkedHashSet<>(before.keySet());
        titles.addAll(now.keySet());
        return titles.stream()
                .map(title -> new PastCell(title, before.getOrDefault(title, ""), now.getOrDefault(title, "")))
                .filter(cell -> !cell.before().equals(cell.after()))
                .toList();
    }

    /// The cells of each row by the title of their column.
    private Map<String, Map<String, String>> rows(int release, TableGrid grid) {
        return known.get(
                new TableOfRelease(release, grid.header().name()),
                () -> releases.bundle(release)
                        .flatMap(bundle -> table(bundle, grid))
                        .map(RowHistory::rows)
                        .orElse(Map.of()));
    }

    private static Optional<TableGrid> table(Bundle bundle, TableGrid grid) {
        for (Sheet sheet : RuleContent.sheets(bundle, grid.sheet().file())) {
            Optional<TableGrid> found = TableGrid.in(sheet, grid.header().name());
            if (found.isPresent()) {
                return found;
            }
        }
        return Optional.empty();
    }

    private static Map<String, Map<String, String>> rows(TableGrid grid) {
        Map<String, Map<String, String>> rows = new LinkedHashMap<>();
        for (int row : grid.rows()) {
            Map<String, String> cells = new LinkedHashMap<>();
            for (GridColumn column : grid.columns()) {
                cells.merge(column.title(), grid.text(row, column), (a, b) -> a + " " + b);
            }
            rows.putIfAbsent(grid.rowName(row), cells);
        }
        return rows;
    }
}
