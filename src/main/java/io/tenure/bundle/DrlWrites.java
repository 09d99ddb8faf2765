package io.tenure.bundle;

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
    /// What a rule appears to write that sets an outcome whose name doesn't stand in the call: it may be any.
    public static final String ANY = "outcome";

    private static final Pattern RULE = Pattern.compile("(?m)^\\s*rule\\b");
    private static final Pattern AGENDA_GROUP = Pattern.compile("agenda-group\\s+\"([^\"]*)\"");
    private static final Pattern SETTER = Pattern.compile("\\bset([A-Z]\\w*)\\s*\\((?:\\s*\"(\\w+)\"\\s*,)?");

    private DrlWrites() {}

    /// The agenda groups of the rules that set an outcome, by its name; empty for a rule without a group.
    public static Map<String, Set<String>> of(List<RuleSource> sources) {
        Map<String, Set<String>> writes = new HashMap<>();
        for (RuleSource source : sources) {
            for (String rule : RULE.split(source.drl())) {
                Matcher group = AGENDA_GROUP.matcher(rule);
                String name = group.find() ? group.group(1) : "";
                Matcher setters = SETTER.matcher(rule);
                while (setters.find()) {
                    String property = setters.group(1);
                    String outcome = property.equals("Outcome") && setters.group(2) != null
                            ? setters.group(2)
                            : Character.toLowerCase(property.charAt(0)) + property.substring(1);
                    writes.computeIfAbsent(outcome, _ -> new HashSet<>()).add(name);
                }
            }
        }
        return writes;
    }
}
