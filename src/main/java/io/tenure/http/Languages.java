package io.tenure.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;

/// Chooses the language of a response.
public final class Languages {
    private Languages() {}

    /// The first language in `Accept-Language` that Tenure has, English or Chinese; English if it has none of them.
    public static Locale of(HttpHeaders headers) {
        for (Locale accepted : headers.getAcceptableLanguages()) {
            switch (accepted.getLanguage()) {
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
