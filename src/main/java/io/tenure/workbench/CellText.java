package io.tenure.workbench;

import io.tenure.bundle.Ruleset;
import io.tenure.text.Message;
import io.tenure.text.NumberText;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Shows the cells of tables to people: codes by their labels, and beside the name of a parameter its value.
///
/// @param codes whether codes stay as they are
record CellText(Ruleset ruleset, Locale locale, boolean codes) {
    /// Codes of Latin letters first: in Chinese no blank separates them from what follows.
    private static final Pattern WORD = Pattern.compile("[A-Za-z_][A-Za-z0-9_]*|[\\p{L}_][\\p{L}\\p{N}_]*");

    /// A parameter that a cell names.
    ///
    /// @param address of its page
    record NamedParameter(String name, String value, String address) {}

    /// A condition or what a row writes.
    String shown(String cell) {
        return codes ? cell : WORD.matcher(cell).replaceAll(word -> Matcher.quoteReplacement(label(word)));
    }

    private String label(MatchResult word) {
        return switch (word.group()) {
            case "TRUE" -> truth(true, locale);
            case "FALSE" -> truth(false, locale);
            default -> CodeLabels.of(ruleset, word.group(), locale);
        };
    }

    /// Yes or no.
    static String truth(boolean value, Locale locale) {
        return (value ? Message.of("workbench.rules.yes") : Message.of("workbench.rules.no")).in(locale);
    }

    /// The parameters in a cell.
    List<NamedParameter> parameters(String cell, String query) {
        Set<String> names = new LinkedHashSet<>();
        WORD.matcher(cell)
                .results()
                .map(MatchResult::group)
                .filter(ruleset.parameters()::has)
                .forEach(names::add);
        return names.stream()
                .map(name -> new NamedParameter(
                        name, NumberText.plain(ruleset.parameters().get(name)), RuleAddresses.parameter(name) + query))
                .toList();
    }
}
