package io.tenure.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;

/// The language to answer in.
public final class Languages {
    private Languages() {}

    /// The first of the languages asked for that Tenure speaks; English where it speaks none of them.
    public static Locale of(HttpHeaders headers) {
        for (Locale asked : headers.getAcceptableLanguages()) {
            switch (asked.getLanguage()) {
                case "zh" -> {
                    return Locale.CHINESE;
                }
                case "en" -> {
                    return Locale.ENGLISH;
                }
                default -> {}
            }
        }
        return Locale.ENGLISH;
    }
}
