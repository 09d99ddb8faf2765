package io.tenure.text;

import java.util.Locale;

/// Why something was decided, in words that may only be put together when somebody asks for them.
public interface Reason {
    /// The words, in Chinese for a Chinese locale and in English for any other.
    String in(Locale locale);
}
