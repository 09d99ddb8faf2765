package io.tenure.workbench;

import io.tenure.bundle.Ruleset;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The names of codes for people.
final class CodeLabels {
    private CodeLabels() {}

    /// A code's name in the ruleset, or the code where it has none.
    static String of(@Nullable Ruleset ruleset, String code, Locale locale) {
        return ruleset == null ? code : ruleset.label(code).in(locale);
    }
}
