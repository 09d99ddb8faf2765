package io.tenure.workbench;

import io.tenure.bundle.Bundle;
import io.tenure.bundle.Ruleset;
import io.tenure.finding.Finding;
import io.tenure.finding.FindingCollector;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.WorkbookReader;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/// The files of a release, or of a draft in one version, and what reading them found. A workbook is read when it
/// is first asked for.
final class RuleContent {
    private final Bundle bundle;
    private final Ruleset ruleset;
    private final List<Finding> findings;
    private final Map<String, List<Sheet>> sheets = new ConcurrentHashMap<>();

    /// @param ruleset as far as it can be read
    /// @param findings of a draft, sorted; empty for a release
    RuleContent(Bundle bundle, Ruleset ruleset, List<Finding> findings) {
        this.bundle = bundle;
        this.ruleset = ruleset;
        this.findings = List.copyOf(findings);
    }

    Bundle bundle() {
        return bundle;
    }

    Ruleset ruleset() {
        return ruleset;
    }

    List<Finding> findings() {
        return findings;
    }

    /// The sheets of a workbook; empty where there is none that can be read.
    List<Sheet> sheets(String path) {
        return sheets.computeIfAbsent(path, file -> sheets(bundle, file));
    }

    /// The same of any bundle, read anew.
    static List<Sheet> sheets(Bundle bundle, String path) {
        byte[] content = bundle.files().get(path);
        return content == null
                ? List.of()
                : WorkbookReader.read(path, content, new FindingCollector()).orElse(List.of());
    }
}
