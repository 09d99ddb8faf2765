package io.tenure.workbench;

import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Field;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The names of codes and fields for people.
final class CodeLabels {
    private CodeLabels() {}

    /// A code's name in the ruleset, or the code where it has none.
    static String of(@Nullable Ruleset ruleset, String code, Locale locale) {
        return ruleset == null ? code : ruleset.label(code).in(locale);
    }

    /// A field's name for people, or its code where it has none.
    static String of(Field field, Locale locale) {
        String label = field.label().in(locale);
        return label.isEmpty() ? field.name() : label;
    }

    /// The same of a name that may be none of a field.
    static String ofField(@Nullable Ruleset ruleset, String name, Locale locale) {
        return ruleset == null
                ? name
                : ruleset.dictionary()
                        .find(name)
                        .map(field -> of(field, locale))
                        .orElse(name);
    }
}
