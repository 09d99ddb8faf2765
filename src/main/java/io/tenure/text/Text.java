package io.tenure.text;

import java.util.Locale;

/// Words for people, in English and in Chinese.
public record Text(String en, String zh) implements Reason {
    /// Words that are the same in both languages.
    public static Text same(String words) {
        return new Text(words, words);
    }

    /// The Chinese words for a Chinese locale, the English ones for any other or where there are no
    /// Chinese ones.
    @Override
    public String in(Locale locale) {
        return locale.getLanguage().equals("zh") && !zh.isBlank() ? zh : en;
    }
}
