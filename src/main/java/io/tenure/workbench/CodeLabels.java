package io.tenure.workbench;

import io.tenure.bundle.Ruleset;
import io.tenure.lifecycle.Action;
import io.tenure.text.Text;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The names of codes for people.
final class CodeLabels {
    private CodeLabels() {}

    /// A code's name in the ruleset, or the code where it has none.
    static String of(@Nullable Ruleset ruleset, String code, Locale locale) {
        if (ruleset == null) {
            return code;
        }
        Action action = ruleset.actions().get(code);
        Text label = action == null ? ruleset.labels().get(code) : action.label();
        return label == null ? code : label.in(locale);
    }
}
