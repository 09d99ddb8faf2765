package io.tenure.finding;

import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// A mistyped name within a cell, and the one that was probably meant.
///
/// @param wrong as it was typed
public record Correction(String wrong, String right) {
    /// The content with the right name wherever the wrong one stands as a word of its own.
    public String of(String content) {
        return Pattern.compile("(?<![\\p{L}\\p{N}_])" + Pattern.quote(wrong) + "(?![\\p{L}\\p{N}_])")
                .matcher(content)
                .replaceAll(Matcher.quoteReplacement(right));
    }
}
