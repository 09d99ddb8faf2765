package io.tenure.bundle;

import io.tenure.analysis.AnalysisLimits;
import io.tenure.analysis.ConflictingWrites;
import io.tenure.analysis.EvaluationOrder;
import io.tenure.analysis.TableAnalyzer;
import io.tenure.analysis.Work;
import io.tenure.finding.Address;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.finding.FindingCollector;
import io.tenure.lifecycle.Parameters;
import io.tenure.parser.SheetChecks;
import io.tenure.parser.TableContent;
import io.tenure.parser.TableParser;
import io.tenure.table.Table;
import io.tenure.text.Message;
import io.tenure.workbook.Cell;
import io.tenure.workbook.CsvExport;
import io.tenure.workbook.Sheet;
import io.tenure.workbook.UnpackQuota;
import io.tenure.workbook.WorkbookReader;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/// Reads the files of a bundle and assembles the ruleset.
///
/// DRL and free-form sheets are only text here; the engine checks them.
final class RulesetAssembler {
    private static final String TABLES = "decision-tables/";
    private static final Pattern NAME = Pattern.compile("[\\p{L}_][\\p{L}\\p{Digit}_]*");

    private final Bundle bundle;
    private final Set<String> requiredParameters;
    private final SheetSource parsedWorkbooks;
    private final FormerSettings former;
    private final FindingCollector findings = new FindingCollector();
    private final UnpackQuota quota = UnpackQuota.ofBundle();
    private final Map<String, List<Sheet>> workbooks = new TreeMap<>();
    private final List<RuleSource> sources = new ArrayList<>();

    /// @param requiredParameters parameters that measures need
    /// @param parsedWorkbooks workbooks that need not be read again
    /// @param former settings of the release that the bundle changes
    RulesetAssembler(
            Bundle bundle, Set<String> requiredParameters, SheetSource parsedWorkbooks, FormerSettings former) {
        this.former = former;
        this.bundle = bundle;
        this.requiredParameters = requiredParameters;
        this.parsedWorkbooks = parsedWorkbooks;
    }

    /// Sheets of workbooks that were read before.
    interface SheetSource {
        /// The sheets, if exactly this workbook was read before.
        Optional<List<Sheet>> sheets(String path, byte[] content);
    }

    /// The ruleset, or the errors.
    Checked<Ruleset, Finding> assemble() {
        return assemble(true);
    }

    /// @param analyzes whether the tables are analysed: overlaps, gaps, rows that can never match
    Checked<Ruleset, Finding> assemble(boolean analyzes) {
        var partial = assemblePartly(analyzes);
        return findings.hasErrors()
                ? new Checked.Invalid<>(findings.sorted())
                : new Checked.Valid<>(partial.ruleset(), findings.sorted());
    }

    /// What can be read of the ruleset. Tables of which a column can't be read are left out, as are rows.
    PartialRuleset assemblePartly(boolean analyzes) {
        bundle.files().forEach(this::readFile);
        var mentioned = mentionedNames();
        var settings = new SettingsReader(
                        workbooks.getOrDefault(Settings.FILE, List.of()), requiredParameters, former, findings)
                .read(mentioned);
        var scope = settings.scope();
        var drafts = new ArrayList<TableContent>();
        var freeForms = new ArrayList<FreeFormSheet>();
        sheets(TABLES).forEach(sheet -> {
            if (Settings.isSettings(sheet)) {
                SheetChecks.warnHiddenSheet(sheet, findings);
                return;
            }
            if (settings.misspeltSheets().contains(sheet)) {
                return;
            }
            var found = TableParser.read(sheet, scope, settings.phases(), findings);
            drafts.addAll(found.tables());
            if (found.isFreeForm()) {
                freeForms.add(new FreeFormSheet(sheet));
            }
        });
        DeclaredNames.reportRenamed(settings, findings);
        var tables = drafts.stream().map(TableContent::table).toList();
        EvaluationOrder.checkNames(tables, findings);
        var writes = DrlWrites.of(sources, settings.dictionary());
        var ordered = EvaluationOrder.of(settings.phases(), tables, writes, !freeForms.isEmpty(), findings);
        if (freeForms.isEmpty() && drafts.stream().allMatch(TableContent::hasAllColumns)) {
            warnUnwritten(settings, tables, writes.keySet());
        }
        if (analyzes) {
            analyze(drafts, ordered);
        }
        var names = tables.stream().map(Table::name).collect(Collectors.toSet());
        var scenarios = sheets("scenarios/").stream()
                .filter(this::isScenarioSheet)
                .flatMap(sheet -> ScenarioReader.read(sheet, scope, names, findings).stream())
                .toList();
        return new PartialRuleset(
                new Ruleset(
                        hash(),
                        settings.dictionary(),
                        settings.phases(),
                        new Parameters(
                                settings.parameters().values(),
                                settings.parameters().sources()),
                        settings.indicators(),
                        settings.actions(),
                        settings.contactLimits(),
                        settings.experiments(),
                        settings.actionableFacts(),
                        settings.labels(),
                        findings.hasErrors() ? withAllColumns(drafts, ordered) : ordered,
                        sources,
                        freeForms,
                        scenarios),
                findings.sorted().stream()
                        .filter(finding -> finding.severity() == Finding.Severity.ERROR)
                        .toList());
    }

    private void analyze(List<TableContent> drafts, List<Table> ordered) {
        var work = Work.ofBundle(AnalysisLimits.STANDARD);
        drafts.stream()
                .filter(TableContent::hasAllColumns)
                .map(draft -> draft.hasAllRows()
                        ? TableAnalyzer.analyze(draft.table(), AnalysisLimits.STANDARD, work)
                        : TableAnalyzer.analyzeWithoutGaps(draft.table(), AnalysisLimits.STANDARD, work))
                .forEach(analysis -> findings.addAll(analysis.findings()));
        findings.addAll(ConflictingWrites.of(withAllColumns(drafts, ordered), AnalysisLimits.STANDARD, work));
    }

    private static List<Table> withAllColumns(List<TableContent> drafts, List<Table> ordered) {
        var complete = drafts.stream()
                .filter(TableContent::hasAllColumns)
                .map(TableContent::table)
                .toList();
        return ordered.stream().filter(complete::contains).toList();
    }

    /// Warns of outcomes that the ruleset declares and nothing decides.
    ///
    /// @param writtenByCode outcomes that DRL writes
    private void warnUnwritten(Settings settings, List<Table> tables, Set<String> writtenByCode) {
        var written = new HashSet<>(writtenByCode);
        tables.forEach(table ->
                table.actions().forEach(action -> written.add(action.field().name())));
        settings.dictionary().ownOutcomes().stream()
                .filter(outcome -> !written.contains(outcome.name()))
                .forEach(outcome -> findings.warning(
                        "unwritten-outcome",
                        Objects.requireNonNull(settings.own().outcomes().get(outcome.name())),
                        outcome.name(),
                        Message.of("bundle.unwritten-outcome.message", "name", outcome.name()),
                        Message.of("bundle.unwritten-outcome.fix", "name", outcome.name(), "phase", outcome.phase())));
    }

    /// Every word in the tables and rules that may be the name of a parameter, with the number of cells and files.
    private Map<String, Integer> mentionedNames() {
        var names = new HashMap<String, Integer>();
        sheets(TABLES).stream()
                .filter(sheet -> !Settings.isSettings(sheet) || Settings.hasConditions(sheet))
                .flatMap(sheet -> sheet.rows().values().stream())
                .flatMap(row -> row.values().stream())
                .forEach(cell -> {
                    if (cell instanceof Cell.Text(var text)) {
                        addNames(text, names);
                    }
                });
        sources.forEach(source -> addNames(source.drl(), names));
        return names;
    }

    private static void addNames(String text, Map<String, Integer> names) {
        Set<String> found = new HashSet<>();
        Matcher name = NAME.matcher(text);
        while (name.find()) {
            if (found.add(name.group())) {
                names.merge(name.group(), 1, Integer::sum);
            }
        }
    }

    private List<Sheet> sheets(String folder) {
        return workbooks.entrySet().stream()
                .filter(w -> w.getKey().startsWith(folder))
                .flatMap(w -> w.getValue().stream())
                .toList();
    }

    /// Other sheets of a scenario workbook only explain it.
    private boolean isScenarioSheet(Sheet sheet) {
        return sheet.name().toLowerCase(Locale.ROOT).startsWith("scenario")
                || sheets("scenarios/").stream()
                                .filter(s -> s.file().equals(sheet.file()))
                                .count()
                        == 1;
    }

    private void readFile(String path, byte[] content) {
        if (Bundle.isWorkbook(path)) {
            parsedWorkbooks
                    .sheets(path, content)
                    .or(() -> WorkbookReader.read(path, content, quota, findings))
                    .ifPresent(sheets -> workbooks.put(path, sheets));
        } else if (path.matches("rules/[^/]+\\.drl")) {
            RuleSource.ofFile(path, content)
                    .ifPresentOrElse(
                            sources::add,
                            () -> findings.error(
                                    "not-utf-8",
                                    Address.file(path),
                                    "",
                                    Message.of("bundle.not-utf-8.message"),
                                    Message.of("bundle.not-utf-8.fix")));
        } else if (path.toLowerCase(Locale.ROOT).matches(".*\\.(xls|xlsm|xlsb|ods|csv)")) {
            findings.error(
                    "wrong-format",
                    Address.file(path),
                    "",
                    Message.of("bundle.wrong-format.message"),
                    Message.of("bundle.wrong-format.fix"));
        } else {
            findings.warning(
                    "unexpected-file",
                    Address.file(path),
                    "",
                    Message.of("bundle.unexpected-file.message"),
                    Message.of("bundle.unexpected-file.fix"));
        }
    }

    /// Computed from the content, not from the bytes: saving an unchanged workbook again keeps the hash.
    private String hash() {
        var texts = new TreeMap<String, String>();
        workbooks.forEach((path, sheets) ->
                sheets.forEach(sheet -> texts.put(path + "\n" + sheet.name(), CsvExport.text(sheet))));
        sources.forEach(source -> texts.put(source.file(), source.drl()));
        var hash = new Fingerprint();
        texts.forEach(hash::add);
        return hash.finish();
    }
}
