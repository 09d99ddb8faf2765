package io.tenure.workbench;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.Settings;
import io.tenure.finding.FindingCollector;
import io.tenure.parser.HeadedSheet;
import io.tenure.release.ReleaseHistory;
import io.tenure.workbench.ParameterPage.PastValue;
import io.tenure.workbook.WorkbookReader;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The values of parameters in earlier releases, as they are written there.
@Singleton
final class ParameterHistory {
    /// Releases that are read, the latest first.
    private static final int MAX_RELEASES = 50;

    private final ReleaseHistory releases;

    /// A release never changes.
    private final Map<Integer, Map<String, String>> known = new LinkedHashMap<>(16, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Integer, Map<String, String>> eldest) {
            return size() > MAX_RELEASES;
        }
    };

    ParameterHistory(ReleaseHistory releases) {
        this.releases = releases;
    }

    /// The releases that changed a parameter, the latest first; the last entry is the oldest release that was read.
    List<PastValue> of(String parameter) {
        List<PastValue> changes = new ArrayList<>();
        List<ReleaseHistory.Release> latest =
                releases.all().stream().limit(MAX_RELEASES).toList().reversed();
        @Nullable String before = null;
        for (ReleaseHistory.Release release : latest) {
            String value = values(release.number()).get(parameter);
            if (changes.isEmpty() ? value != null : !Objects.equals(value, before)) {
                changes.add(new PastValue(
                        release.number(), PageTimes.minute(release.createdAt()), release.author(), value));
            }
            before = value;
        }
        return changes.reversed();
    }

    private synchronized Map<String, String> values(int release) {
        return known.computeIfAbsent(
                release,
                number -> releases.bundle(number).map(ParameterHistory::read).orElse(Map.of()));
    }

    private static Map<String, String> read(Bundle bundle) {
        FindingCollector findings = new FindingCollector();
        Map<String, String> values = new LinkedHashMap<>();
        Optional.ofNullable(bundle.files().get(Settings.FILE))
                .flatMap(content -> WorkbookReader.read(Settings.FILE, content, findings))
                .stream()
                .flatMap(List::stream)
                .filter(sheet -> sheet.name().equalsIgnoreCase(SettingsSheetRows.PARAMETERS))
                .flatMap(sheet -> HeadedSheet.find(sheet, "name", findings).stream())
                .forEach(sheet -> sheet.rows()
                        .forEach(row -> values.putIfAbsent(
                                sheet.cell(row, "name").raw().strip(),
                                sheet.cell(row, "value").raw().strip())));
        return values;
    }
}
