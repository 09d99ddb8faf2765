package io.tenure.text;

import java.util.Locale;

/// A text for people, in English and Chinese: a message of the bundles, or a text of a sheet.
public sealed interface Text extends Reason permits Message, BilingualText {
    /// A text of a sheet or a rule.
    ///
    /// @param zh empty if there is no Chinese text
    static Text of(String en, String zh) {
        return new BilingualText(en, zh);
    }

    /// A text that is the same in both languages.
    static Text same(String words) {
        return new BilingualText(words, words);
    }

    String en();

    String zh();

    /// The Chinese text for a Chinese locale, the English one for any other or if there is no Chinese text.
    @Override
    default String in(Locale locale) {
        return locale.getLanguage().equals(Locale.CHINESE.getLanguage()) && !zh().isBlank() ? zh() : en();
    }
}
