package io.tenure.bundle;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// The outcomes that DRL files appear to write, and in which agenda groups.
///
/// Found in the text by the setters that rules call, because only the engine parses DRL.
public final class DrlWrites {
    private static final Pattern RULE = Pattern.compile("(?m)^\\s*rule\\b");
    private static final Pattern AGENDA_GROUP = Pattern.compile("agenda-group\\s+\"([^\"]*)\"");
    private static final Pattern SETTER = Pattern.compile("\\bset([A-Z]\\w*)\\s*\\((?:\\s*\"(\\w+)\"\\s*,)?");

    private DrlWrites() {}

    /// The agenda groups of the rules that set an outcome, by its name; empty for a rule without a group. A rule that
    /// sets an outcome whose name doesn't stand in the call may set any.
    public static Map<String, Set<String>> of(List<RuleSource> sources, Dictionary dictionary) {
        Map<String, Set<String>> writes = new HashMap<>();
        for (RuleSource source : sources) {
            for (String rule : RULE.split(source.drl())) {
                Matcher group = AGENDA_GROUP.matcher(rule);
                String name = group.find() ? group.group(1) : "";
                Matcher setters = SETTER.matcher(rule);
                while (setters.find()) {
                    outcomes(setters, dictionary)
                            .forEach(outcome -> writes.computeIfAbsent(outcome, _ -> new HashSet<>())
                                    .add(name));
                }
            }
        }
        return writes;
    }

    /// The names of the outcomes that the rules of a ruleset's DRL files set.
    public static Set<String> outcomes(Ruleset ruleset) {
        return of(ruleset.sources(), ruleset.dictionary()).keySet();
    }

    private static List<String> outcomes(Matcher setter, Dictionary dictionary) {
        String property = setter.group(1);
        if (!property.equals("Outcome")) {
            return List.of(Character.toLowerCase(property.charAt(0)) + property.substring(1));
        }
        return setter.group(2) != null
                ? List.of(setter.group(2))
                : dictionary.fields(FieldKind.OUTCOME).stream().map(Field::name).toList();
    }
}
