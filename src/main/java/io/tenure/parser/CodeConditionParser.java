package io.tenure.parser;

import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.table.Condition;
import io.tenure.text.Message;
import io.tenure.workbook.TextNormalizer;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Reads a condition on a code, a text or a boolean from a cell's text: a value, a list, `not`.
final class CodeConditionParser {
    private final String text;
    private final Field field;
    private final Scope scope;
    private final ConditionFaults faults;

    /// @param text the cell as written
    CodeConditionParser(String text, Field field, Scope scope, ConditionFaults faults) {
        this.text = text;
        this.field = field;
        this.scope = scope;
        this.faults = faults;
    }

    /// The condition that a list of parts expresses, or null after an error.
    ///
    /// @param list normalized
    /// @param negated whether `not` stands before it
    @Nullable
    Condition read(String list, boolean negated) {
        var codes = scope.codes(field);
        var values = new LinkedHashSet<String>();
        var parts = TextNormalizer.splitList(list);
        var known = false;
        var unknown = false;
        for (var part : parts) {
            if (faults.isMissingPart(part)) {
                continue;
            }
            var keyword = keyword(part, codes);
            if (keyword.equals("unknown")) {
                unknown = true;
            } else if (keyword.equals("known")) {
                known = true;
            } else {
                var value = value(part, codes);
                if (value != null) {
                    values.add(value);
                }
            }
        }
        if (faults.hasErrors()) {
            return null;
        }
        if (!negated && !known && parts.size() > 1) {
            warnIfAlwaysMatches(values);
        }
        return condition(values, known, unknown, negated);
    }

    /// The values that a code or a boolean can have; empty where any text is one.
    private Collection<String> domain() {
        return field.type() == FieldType.BOOLEAN ? List.of("TRUE", "FALSE") : scope.codes(field);
    }

    private void warnIfAlwaysMatches(Set<String> values) {
        if (!domain().isEmpty() && values.size() > 1 && values.containsAll(domain())) {
            faults.warn(CellFault.warning(
                    "always-matches",
                    Message.of("parser.always-matches.message", "text", text, "field", field.name()),
                    Message.of("parser.always-matches.codes.fix")));
        }
    }

    private @Nullable Condition condition(Set<String> values, boolean known, boolean unknown, boolean negated) {
        if (negated) {
            if (known) {
                return unknown ? faults.failNeverMatches() : new Condition.Codes(text, Set.of(), false, true);
            }
            var domain = domain();
            return !domain.isEmpty() && values.containsAll(domain)
                    ? faults.failNeverMatches()
                    : new Condition.Codes(text, values, true, false);
        }
        return known
                ? new Condition.Codes(text, Set.of(), true, unknown)
                : new Condition.Codes(text, values, false, unknown);
    }

    /// `known` or `unknown` if a part is that word and not a code with the same letters; otherwise empty.
    private String keyword(String part, Collection<String> codes) {
        var word = part.toLowerCase(Locale.ROOT);
        if (!(word.equals("known") || word.equals("unknown")) || codes.contains(part)) {
            return "";
        }
        if (!part.equals(word) && codes.stream().anyMatch(c -> c.equalsIgnoreCase(part))) {
            var code = part.toUpperCase(Locale.ROOT);
            faults.fail(CellFault.error(
                    "ambiguous-keyword",
                    Message.of("parser.ambiguous-keyword.message", "part", part, "code", code, "keyword", word),
                    Message.of("parser.ambiguous-keyword.fix", "code", code, "keyword", word)));
        }
        return word;
    }

    private @Nullable String value(String part, Collection<String> codes) {
        var plain = part.startsWith("==")
                ? part.substring(2).strip()
                : part.startsWith("=") ? part.substring(1).strip() : part;
        if (!TextNormalizer.isQuoted(plain)
                && (plain.startsWith("<") || plain.startsWith(">") || plain.startsWith("!="))) {
            faults.fail(CellFault.error(
                    "wrong-type",
                    Message.of("parser.wrong-type.comparison.message", "part", part, "field", field.name()),
                    Message.of("parser.wrong-type.comparison.fix")));
            return null;
        }
        var value = TextNormalizer.unquote(plain);
        if (field.type() == FieldType.BOOLEAN) {
            var yes = ValueParser.bool(value);
            if (yes.isEmpty()) {
                return faults.fail(ValueParser.wrongType(field, value));
            }
            return yes.get() ? "TRUE" : "FALSE";
        }
        if (field.type() == FieldType.CODE && !codes.contains(value)) {
            return faults.fail(ValueParser.unknownCode(field, value, scope));
        }
        return value;
    }
}
