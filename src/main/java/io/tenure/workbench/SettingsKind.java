package io.tenure.workbench;

import io.tenure.experiment.Experiment;
import io.tenure.lifecycle.FieldType;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbench.RowPage.CodeChoice;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/// What can be added to the settings by a form, one row of a sheet each.
enum SettingsKind {
    /// Facts that callers may send beside those of the dictionary.
    FACTS("facts", "Attributes"),
    /// Outcomes that tables may write beside those of the dictionary.
    OUTCOMES("outcomes", "Outcomes"),
    /// How often customers may be contacted.
    LIMITS("limits", "Contacts"),
    /// Which share of the customers is treated otherwise.
    EXPERIMENTS("experiments", "Experiments");

    /// Heading by which a row is known.
    static final String NAME = "name";

    private static final Set<String> NUMBERS = Set.of("min", "max", "days", "most", "share", "from", "to");

    private final String path;
    private final String sheet;

    SettingsKind(String path, String sheet) {
        this.path = path;
        this.sheet = sheet;
    }

    static Optional<SettingsKind> of(String path) {
        return Arrays.stream(values()).filter(kind -> kind.path.equals(path)).findFirst();
    }

    String sheet() {
        return sheet;
    }

    String address() {
        return "/settings/" + path;
    }

    Text title() {
        return switch (this) {
            case FACTS -> Message.of("workbench.settings.facts");
            case OUTCOMES -> Message.of("workbench.settings.outcomes");
            case LIMITS -> Message.of("workbench.settings.limits");
            case EXPERIMENTS -> Message.of("workbench.settings.experiments");
        };
    }

    Text hint() {
        return switch (this) {
            case FACTS -> Message.of("workbench.settings.facts-hint");
            case OUTCOMES -> Message.of("workbench.settings.outcomes-hint");
            case LIMITS -> Message.of("workbench.settings.limits-hint");
            case EXPERIMENTS -> Message.of("workbench.settings.experiments-hint");
        };
    }

    Text titleOfNew() {
        return switch (this) {
            case FACTS -> Message.of("workbench.settings.new-fact");
            case OUTCOMES -> Message.of("workbench.settings.new-outcome");
            case LIMITS -> Message.of("workbench.settings.new-limit");
            case EXPERIMENTS -> Message.of("workbench.settings.new-experiment");
        };
    }

    /// What a column is called; its heading where it is one of the ruleset's own.
    static Text heading(String heading) {
        return switch (heading) {
            case NAME -> Message.of("workbench.settings.name");
            case "type" -> Message.of("workbench.settings.type");
            case "unit" -> Message.of("workbench.settings.unit");
            case "min" -> Message.of("workbench.settings.min");
            case "max" -> Message.of("workbench.settings.max");
            case "codes" -> Message.of("workbench.settings.codes");
            case "phase" -> Message.of("workbench.settings.phase");
            case "label" -> Message.of("workbench.settings.label");
            case "labelZh" -> Message.of("workbench.settings.label-zh");
            case "meaning" -> Message.of("workbench.settings.meaning");
            case "meaningZh" -> Message.of("workbench.settings.meaning-zh");
            case "channel" -> Message.of("workbench.settings.channel");
            case "action" -> Message.of("workbench.settings.action");
            case "days" -> Message.of("workbench.settings.days");
            case "most" -> Message.of("workbench.settings.most");
            case "reason" -> Message.of("workbench.settings.reason");
            case "reasonZh" -> Message.of("workbench.settings.reason-zh");
            case "kind" -> Message.of("workbench.settings.kind");
            case "share" -> Message.of("workbench.settings.share");
            case "from" -> Message.of("workbench.settings.from");
            case "to" -> Message.of("workbench.settings.to");
            case "salt" -> Message.of("workbench.settings.salt");
            default -> Text.same(heading);
        };
    }

    /// Whether a cell holds a number, or something else that isn't mere words.
    static boolean isNumber(String heading) {
        return NUMBERS.contains(heading);
    }

    /// What a column can hold, to choose from; empty where that is open.
    List<CodeChoice> choices(String heading, RuleVersion version, Locale locale) {
        return switch (heading) {
            case "type" ->
                Stream.of(FieldType.values())
                        .map(type -> new CodeChoice(type.name(), ""))
                        .toList();
            case "kind" ->
                Stream.of(Experiment.ExperimentKind.values())
                        .map(kind -> new CodeChoice(kind.name(), ""))
                        .toList();
            case "phase" ->
                version.ruleset().phases().stream()
                        .map(phase -> new CodeChoice(phase, ""))
                        .toList();
            case "channel" ->
                RowView.choices(version.ruleset().dictionary().require("channelPreference"), version.ruleset(), locale);
            case "action" ->
                version.ruleset().actions().keySet().stream()
                        .sorted()
                        .map(code -> new CodeChoice(code, CodeLabels.of(version.ruleset(), code, locale)))
                        .toList();
            default -> List.of();
        };
    }
}
