package io.tenure.bundle;

import io.tenure.experiment.Experiment;
import io.tenure.lifecycle.Action;
import io.tenure.lifecycle.Dictionary;
import io.tenure.measure.Indicators;
import io.tenure.measure.MeasureCalculator;
import io.tenure.parser.MissingNames;
import io.tenure.parser.Scope;
import io.tenure.table.Table;
import io.tenure.text.Text;
import io.tenure.workbook.SettingsSheets;
import io.tenure.workbook.Sheet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// The content of `settings.xlsx`: phases, parameters, indicators, actions, contact limits, experiments,
/// facts that may change, a site's own facts, outcomes and codes, labels.
///
/// @param phases the steps of a decision, in order
/// @param dictionary the standard one with what the bundle adds
/// @param actions in the sheet's order, as are parameters, limits and labels
/// @param own what it adds to the dictionary
/// @param indicators of the scores
/// @param labels label of every code
/// @param missing why names that cells use may be missing
/// @param misspeltSheets sheets that are meant to be settings and aren't called so
public record Settings(
        Dictionary dictionary,
        List<String> phases,
        ParameterReader.Content parameters,
        OwnFields own,
        Indicators indicators,
        Map<String, Action> actions,
        List<ContactLimit> contactLimits,
        List<Experiment> experiments,
        List<ActionableFact> actionableFacts,
        Map<String, Text> labels,
        MissingNames missing,
        Set<Sheet> misspeltSheets) {

    public static final String FILE = "decision-tables/settings.xlsx";

    /// The sheet of the indicators of the scores.
    static final String INDICATORS = "Indicators";

    /// The parameter with the maximum contacts in 30 days for customers without a cap of their own.
    public static final String DEFAULT_CONTACT_CAP = "defaultContactCap";

    /// The parameters that a bundle needs to decide.
    static final Set<String> REQUIRED_PARAMETERS = Stream.concat(
                    MeasureCalculator.PARAMETERS.stream(), Stream.of(DEFAULT_CONTACT_CAP))
            .collect(Collectors.toUnmodifiableSet());

    /// The steps that Tenure depends on, in their order.
    static final List<String> PHASES =
            List.of("value", "stage", "pattern", "signals", "risk", "retention", "action", Table.ELIGIBILITY);

    /// What cells can use. A parameter with an error isn't among it: a cell that compares with it would be found faulty
    /// though it is right.
    Scope scope() {
        return scope(dictionary, parameters, actions, missing);
    }

    static Scope scope(
            Dictionary dictionary,
            ParameterReader.Content parameters,
            Map<String, Action> actions,
            MissingNames missing) {
        var usable = new LinkedHashMap<>(parameters.values());
        usable.keySet().removeAll(parameters.faulty().keySet());
        return new Scope(dictionary, usable, actions.keySet(), missing);
    }

    /// Whether cells of a sheet of the settings hold conditions.
    static boolean hasConditions(Sheet sheet) {
        return sheet.name().equalsIgnoreCase(SettingsSheets.EXPERIMENTS);
    }

    static boolean isSettings(Sheet sheet) {
        return sheet.file().equals(FILE) && SettingsSheets.NAMES.stream().anyMatch(sheet.name()::equalsIgnoreCase);
    }
}
