package io.tenure.parser;

import io.tenure.finding.Finding;
import io.tenure.lifecycle.Field;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.Locale;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/// The faults of one condition cell, and whether any of them is an error.
final class ConditionFaults {
    private final String text;
    private final Field field;
    private final Scope scope;
    private final Consumer<CellFault> faults;
    private boolean hasErrors;

    /// @param text the cell as written
    ConditionFaults(String text, Field field, Scope scope, Consumer<CellFault> faults) {
        this.text = text;
        this.field = field;
        this.scope = scope;
        this.faults = faults;
    }

    boolean hasErrors() {
        return hasErrors;
    }

    void warn(CellFault fault) {
        faults.accept(fault);
    }

    /// Reports an error or a warning.
    void report(CellFault fault) {
        hasErrors |= fault.severity() == Finding.Severity.ERROR;
        faults.accept(fault);
    }

    /// Reports an error; always null, which stands for what could not be read.
    <T> @Nullable T fail(CellFault fault) {
        hasErrors = true;
        faults.accept(fault);
        return null;
    }

    /// Reports content that the dialect does not have; always null.
    <T> @Nullable T failSyntax(String content, Text fix) {
        return fail(CellFault.error("syntax", Message.of("parser.syntax.message", "content", content), fix));
    }

    /// Reports a condition that no value meets; always null.
    <T> @Nullable T failNeverMatches() {
        var values = field.type().isNumeric() ? ValueParser.range(field) : String.join(", ", scope.codes(field));
        return fail(CellFault.error(
                "never-matches",
                values.isEmpty()
                        ? Message.of("parser.never-matches.message", "field", field.name(), "text", text)
                        : Message.of(
                                "parser.never-matches.values.message",
                                "field",
                                field.name(),
                                "text",
                                text,
                                "values",
                                values),
                Message.of("parser.never-matches.fix")));
    }

    /// Whether a part of a list is no value at all, which is an error.
    boolean isMissingPart(String part) {
        var empty = part.isEmpty() || part.equals("-");
        if (!empty && !part.toLowerCase(Locale.ROOT).startsWith("not ")) {
            return false;
        }
        failSyntax(text, empty ? Message.of("parser.syntax.missing-part.fix") : Message.of("parser.syntax.not.fix"));
        return true;
    }
}
