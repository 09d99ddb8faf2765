package io.tenure.workbench;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.Settings;
import io.tenure.release.ReleaseHistory;
import io.tenure.workbench.ParameterPage.PastValue;
import jakarta.inject.Singleton;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// The values of parameters in earlier releases, as they are written there.
@Singleton
final class ParameterHistory {
    /// Releases that are read, the latest first.
    private static final int MAX_RELEASES = 50;

    private final ReleaseHistory releases;

    /// By release: the values of its parameters.
    private final KeptValues<Integer, Map<String, String>> known = new KeptValues<>(MAX_RELEASES);

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

    /// The value of a parameter before the release that changed it last; null where none of those that are read did.
    @Nullable
    String before(String parameter) {
        List<PastValue> changes = of(parameter);
        return changes.size() < 2 ? null : changes.get(1).value();
    }

    /// The values of a release by name.
    Map<String, String> values(int release) {
        return known.get(
                release,
                () -> releases.bundle(release).map(ParameterHistory::read).orElse(Map.of()));
    }

    private static Map<String, String> read(Bundle bundle) {
        Map<String, String> values = new LinkedHashMap<>();
        SettingsSheetRows.parameters(RuleContent.sheets(bundle, Settings.FILE))
                .forEach(row -> values.putIfAbsent(row.text("name"), row.text("value")));
        return values;
    }
}
