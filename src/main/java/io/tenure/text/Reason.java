package io.tenure.text;

import java.util.Locale;

/// Why something was decided; possibly formatted only when it is read.
public interface Reason {
    /// The text, in Chinese for a Chinese locale and in English for any other.
    String in(Locale locale);
}
