package io.tenure.text;

import java.util.Locale;

/// Words for people, in English and in Chinese: a message of the bundles, or what a sheet says.
public sealed interface Text extends Reason permits Message, BilingualText {
    /// What a sheet or a rule says.
    ///
    /// @param zh empty where there are no Chinese words
    static Text of(String en, String zh) {
        return new BilingualText(en, zh);
    }

    /// Words that are the same in both languages.
    static Text same(String words) {
        return new BilingualText(words, words);
    }

    String en();

    String zh();

    /// The Chinese words for a Chinese locale, the English ones for any other or where there are no
    /// Chinese ones.
    @Override
    default String in(Locale locale) {
        return locale.getLanguage().equals(Locale.CHINESE.getLanguage()) && !zh().isBlank() ? zh() : en();
    }
}
