package io.tenure.bundle;

import io.tenure.finding.Address;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Splits DRL files into rules and the text around them.
///
/// Only for comparing and showing: no character of a file is omitted, so that a change is shown even if the split is
/// wrong, though perhaps under another name.
public final class DrlSections {
    private static final Pattern START =
            Pattern.compile("(?m)^[ \\t]*(?:rule|query)[ \\t]+(\"[^\"\\n]*\"|'[^'\\n]*'|[^\\s(]+)");
    private static final Pattern END = Pattern.compile("(?m)\\bend[ \\t]*;?[ \\t]*$");

    private DrlSections() {}

    /// A rule or query of a file.
    ///
    /// @param start index of its first character; `end` is the one after its last
    public record Rule(String name, int start, int end) {}

    /// The rules of a file, in their order.
    public static List<Rule> rules(String drl) {
        List<Rule> rules = new ArrayList<>();
        Matcher start = START.matcher(drl);
        Matcher end = END.matcher(drl);
        int at = 0;
        while (start.find(at)) {
            at = end.find(start.end()) ? end.end() : drl.length();
            rules.add(new Rule(start.group(1).replaceAll("^[\"']|[\"']$", ""), start.start(), at));
        }
        return rules;
    }

    /// @param name name of the rule; empty for the text around the rules
    /// @param text as written, without surrounding blanks
    record Section(String name, Address address, String text) {
        /// The text without what only formats it.
        String normalizedText() {
            return text.replaceAll("\\s+", " ").strip();
        }
    }

    /// The sections by a unique name: the rule's, or the file's for the text around its rules.
    static Map<String, Section> of(List<RuleSource> sources) {
        Map<String, Section> parts = new LinkedHashMap<>();
        for (RuleSource source : sources) {
            StringBuilder around = new StringBuilder();
            String drl = source.drl();
            int at = 0;
            for (Rule rule : rules(drl)) {
                around.append(drl, at, rule.start);
                put(
                        "rule " + rule.name,
                        new Section(
                                rule.name,
                                line(source, rule.start),
                                drl.substring(rule.start, rule.end).strip()),
                        parts);
                at = rule.end;
            }
            around.append(drl.substring(at));
            if (!around.toString().isBlank()) {
                put(
                        "file " + source.file(),
                        new Section(
                                "",
                                Address.file(source.file()),
                                around.toString().strip()),
                        parts);
            }
        }
        return parts;
    }

    private static void put(String name, Section part, Map<String, Section> parts) {
        String key = name;
        for (int n = 2; parts.containsKey(key); n++) {
            key = name + "\n" + n;
        }
        parts.put(key, part);
    }

    private static Address line(RuleSource source, int at) {
        int line = 1
                + (int) source.drl()
                        .substring(0, at)
                        .chars()
                        .filter(c -> c == '\n')
                        .count();
        return new Address(source.file(), "", line, 0);
    }
}
