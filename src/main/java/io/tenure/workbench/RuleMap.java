package io.tenure.workbench;

import io.tenure.bundle.DrlSections;
import io.tenure.bundle.DrlWrites;
import io.tenure.bundle.FreeFormSheet;
import io.tenure.bundle.RuleSource;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.table.Column;
import io.tenure.table.Table;
import io.tenure.workbench.RulesPage.FileEntry;
import io.tenure.workbench.RulesPage.OutcomeArrow;
import io.tenure.workbench.RulesPage.PhaseEntry;
import io.tenure.workbench.RulesPage.TableEntry;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// The tables and files of code by phase, and which outcomes they read and write.
final class RuleMap {
    private static final Pattern AGENDA_GROUP = Pattern.compile("agenda-group\\s+\"([^\"]*)\"");

    private final RuleVersion version;
    private final Locale locale;
    private final Map<String, Set<String>> writers = new HashMap<>();
    private final Map<String, Set<String>> filePhases = new LinkedHashMap<>();

    RuleMap(RuleVersion version, Locale locale) {
        this.version = version;
        this.locale = locale;
        for (Table table : version.ruleset().tables()) {
            for (Column column : table.actions()) {
                writers.computeIfAbsent(column.field().name(), _ -> new TreeSet<>())
                        .add(table.name());
            }
        }
        for (RuleSource source : version.ruleset().sources()) {
            filePhases.put(
                    source.file(),
                    AGENDA_GROUP
                            .matcher(source.drl())
                            .results()
                            .map((MatchResult group) -> group.group(1))
                            .collect(Collectors.toSet()));
            DrlWrites.of(List.of(source), version.ruleset().dictionary())
                    .keySet()
                    .forEach(outcome -> writers.computeIfAbsent(outcome, _ -> new TreeSet<>())
                            .add(RuleAddresses.fileName(source.file())));
        }
    }

    /// The steps of a decision, in their order.
    List<PhaseEntry> phases() {
        Map<String, String> meanings = SettingsSheetRows.phases(version).stream()
                .collect(Collectors.toMap(
                        row -> row.text("phase"), row -> row.localized("meaning", locale), (a, _) -> a));
        return version.ruleset().phases().stream()
                .map(phase -> new PhaseEntry(
                        phase,
                        meanings.getOrDefault(phase, ""),
                        version.ruleset().tables().stream()
                                .filter(table -> table.phase().equals(phase))
                                .map(this::table)
                                .toList(),
                        version.ruleset().sources().stream()
                                .filter(source -> phasesOf(source).contains(phase))
                                .map(this::file)
                                .toList()))
                .toList();
    }

    /// Code in no phase, and sheets of code.
    List<FileEntry> otherFiles() {
        List<FileEntry> files = new ArrayList<>();
        version.ruleset().sources().stream()
                .filter(source -> version.ruleset().phases().stream().noneMatch(phasesOf(source)::contains))
                .map(this::file)
                .forEach(files::add);
        for (FreeFormSheet sheet : version.ruleset().freeForms()) {
            files.add(new FileEntry(
                    RuleAddresses.fileName(sheet.file()) + " › " + sheet.sheet(), "", List.of(), List.of()));
        }
        return files;
    }

    private Set<String> phasesOf(RuleSource source) {
        return filePhases.getOrDefault(source.file(), Set.of());
    }

    private TableEntry table(Table table) {
        List<OutcomeArrow> reads = table.conditions().stream()
                .map(Column::field)
                .filter(field -> field.kind() == FieldKind.OUTCOME)
                .distinct()
                .map(field -> new OutcomeArrow(
                        label(field),
                        writers.getOrDefault(field.name(), Set.of()).stream()
                                .filter(writer -> !writer.equals(table.name()))
                                .toList()))
                .toList();
        return new TableEntry(
                table.name(),
                RuleAddresses.table(table.name()) + version.query(),
                TableTexts.policy(table.hitPolicy()).in(locale),
                table.rows().size(),
                table.conditions().stream()
                        .map(Column::field)
                        .filter(field -> field.kind() != FieldKind.OUTCOME)
                        .map(this::label)
                        .distinct()
                        .toList(),
                reads,
                table.actions().stream()
                        .map(Column::field)
                        .map(this::label)
                        .distinct()
                        .toList());
    }

    private FileEntry file(RuleSource source) {
        return new FileEntry(
                RuleAddresses.fileName(source.file()),
                RuleAddresses.file(source.file()) + version.query(),
                DrlSections.rules(source.drl()).stream()
                        .map(DrlSections.Rule::name)
                        .toList(),
                DrlWrites.of(List.of(source), version.ruleset().dictionary()).keySet().stream()
                        .sorted()
                        .map(name -> CodeLabels.ofField(version.ruleset(), name, locale))
                        .toList());
    }

    private String label(Field field) {
        return CodeLabels.of(field, locale);
    }
}
