package io.tenure.bundle;

import io.tenure.finding.Address;
import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Dictionary;
import io.tenure.parser.HeadedSheet;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbook.SettingsSheets;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.TextNormalizer;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The sheets of the settings by their names. Finds those that are missing, misspelt or without a column that they
/// need, since everything that they declare is then missing elsewhere.
final class SettingsBook {
    /// Further columns without which a sheet declares nothing.
    private static final Map<String, List<String>> REQUIRED = Map.of(
            SettingsSheets.PARAMETERS,
            List.of("value"),
            "Model",
            List.of("value"),
            SettingsSheets.ATTRIBUTES,
            List.of("type"),
            SettingsSheets.OUTCOMES,
            List.of("type", "phase"),
            SettingsSheets.CODES,
            List.of("code"));

    private final List<Sheet> sheets;
    private final FormerSettings former;
    private final FindingCollector findings;
    private final Map<String, Address> unreadable = new HashMap<>();
    private final Set<Sheet> misspelt = new HashSet<>();

    /// @param sheets of the workbook
    /// @param decides whether the bundle decides, and so needs parameters and actions
    SettingsBook(List<Sheet> sheets, FormerSettings former, boolean decides, FindingCollector findings) {
        this.sheets = sheets;
        this.former = former;
        this.findings = findings;
        if (sheets.isEmpty() && decides) {
            reportMissingFile();
            return;
        }
        for (var name : SettingsSheets.NAMES) {
            if (find(name) == null) {
                reportMissing(name, decides);
            }
        }
    }

    /// Without the workbook, or where it is damaged, every sheet is missing for the same reason.
    private void reportMissingFile() {
        var address = Address.file(Settings.FILE);
        SettingsSheets.NAMES.forEach(name -> unreadable.put(name, address));
        if (!findings.hasErrorAt(address)) {
            findings.error(
                    "missing-settings",
                    address,
                    "",
                    Message.of("bundle.missing-settings.message"),
                    Message.of("bundle.missing-settings.fix", "file", Settings.FILE));
        }
    }

    /// The sheets that can't be read, with the place of the mistake.
    Map<String, Address> unreadable() {
        return Map.copyOf(unreadable);
    }

    /// Sheets that are meant to be settings and aren't called so.
    Set<Sheet> misspelt() {
        return Set.copyOf(misspelt);
    }

    private @Nullable Sheet find(String name) {
        return sheets.stream()
                .filter(sheet -> Settings.isSettings(sheet) && sheet.name().equalsIgnoreCase(name))
                .findFirst()
                .orElse(null);
    }

    private void reportMissing(String name, boolean decides) {
        var meant = sheets.stream()
                .filter(sheet -> !Settings.isSettings(sheet) && !misspelt.contains(sheet))
                .filter(sheet -> isMeant(sheet, name))
                .findFirst();
        if (meant.isPresent()) {
            misspelt.add(meant.get());
            unreadable.put(name, meant.get().address());
            findings.error(
                    "misspelt-sheet",
                    meant.get().address(),
                    meant.get().name(),
                    Message.of(
                            "bundle.misspelt-sheet.message",
                            "sheet",
                            meant.get().name(),
                            "name",
                            name),
                    Message.of("bundle.misspelt-sheet.fix", "name", name));
            return;
        }
        var address = Address.sheet(Settings.FILE, name);
        if (decides && (name.equals(SettingsSheets.PARAMETERS) || name.equals(SettingsSheets.ACTIONS))) {
            unreadable.put(name, address);
            findings.error(
                    "missing-sheet",
                    address,
                    name,
                    Message.of("bundle.missing-sheet.message", "name", name),
                    Message.of("bundle.missing-sheet.fix", "name", name, "key", SettingsSheets.key(name)));
        } else if (former.headings().containsKey(name)) {
            unreadable.put(name, address);
            findings.warning(
                    "missing-sheet",
                    address,
                    name,
                    Message.of("bundle.missing-sheet.former.message", "name", name),
                    Message.of("bundle.missing-sheet.former.fix"));
        }
    }

    /// Whether a sheet with another name is this one: its name is near, or it has the same headings.
    private boolean isMeant(Sheet sheet, String name) {
        if (hasTable(sheet)) {
            return false;
        }
        if (Dictionary.nearest(sheet.name(), List.of(name)).isPresent()) {
            return true;
        }
        var known = former.headings().getOrDefault(name, Set.of());
        return known.size() > 2
                && sheet.rows().headMap(HeadedSheet.MAX_HEADING_ROW, true).values().stream()
                        .anyMatch(row -> row.values().stream()
                                        .map(cell -> TextNormalizer.normalize(cell.raw()))
                                        .filter(known::contains)
                                        .distinct()
                                        .count()
                                == known.size());
    }

    private static boolean hasTable(Sheet sheet) {
        return sheet.rows().values().stream()
                .flatMap(row -> row.values().stream())
                .anyMatch(cell -> TextNormalizer.normalize(cell.raw()).startsWith("RuleTable "));
    }

    /// A sheet; null where there is none that can be read.
    ///
    /// @param columns that are read
    @Nullable
    SettingsSheet sheet(String name, List<String> columns) {
        var sheet = find(name);
        if (sheet == null) {
            return null;
        }
        var table = HeadedSheet.find(sheet, SettingsSheets.key(name), findings).orElse(null);
        if (table == null) {
            unreadable.put(name, sheet.address());
            return null;
        }
        var missing = REQUIRED.getOrDefault(name, List.of()).stream()
                .filter(heading -> table.column(heading) == 0)
                .findFirst();
        if (missing.isPresent()) {
            reportMissingHeading(table, name, missing.get(), columns);
            return null;
        }
        table.warnUnknownColumns(columns);
        warnOfMissingColumns(table, name, columns);
        return new SettingsSheet(table, findings);
    }

    private void reportMissingHeading(HeadedSheet table, String name, String heading, List<String> columns) {
        var others = table.columns().keySet().stream()
                .filter(other -> columns.stream().noneMatch(other::equalsIgnoreCase))
                .toList();
        var meant = Dictionary.nearest(heading, others);
        var address = meant.map(other -> table.sheet().address(table.headingRow(), table.column(other)))
                .orElse(table.sheet().address(table.headingRow(), 0));
        unreadable.put(name, address);
        findings.error(
                "missing-heading",
                address,
                meant.orElse(""),
                Message.of("bundle.missing-heading.message", "name", heading),
                meant.<Text>map(other ->
                                Message.of("bundle.missing-heading.renamed.fix", "other", other, "name", heading))
                        .orElse(Message.of("bundle.missing-heading.fix", "name", heading)));
    }

    /// Warns of columns that the release before has: without them every cell counts as empty.
    private void warnOfMissingColumns(HeadedSheet table, String name, List<String> columns) {
        var gone = former.headings().getOrDefault(name, Set.of()).stream()
                .filter(heading -> columns.stream().anyMatch(heading::equalsIgnoreCase))
                .filter(heading -> table.column(heading) == 0)
                .sorted()
                .toList();
        if (!gone.isEmpty()) {
            findings.warning(
                    "missing-heading",
                    table.sheet().address(table.headingRow(), 0),
                    String.join(", ", gone),
                    Message.of("bundle.missing-heading.former.message", "names", gone),
                    Message.of("bundle.missing-heading.former.fix"));
        }
    }
}
