package io.tenure.http;

import jakarta.ws.rs.core.HttpHeaders;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Chooses the language of a response.
public final class Languages {
    /// One part of `Accept-Language`; the quality has at most three decimals.
    private static final Pattern RANGE =
            Pattern.compile("\\s*(en|zh)(?:-[a-z0-9-]*)?\\s*(?:;\\s*q=([01](?:\\.[0-9]{0,3})?)\\s*)?");

    private Languages() {}

    /// English or Chinese, whichever `Accept-Language` prefers; English if it has none of them.
    public static Locale of(HttpHeaders headers) {
        return of(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE));
    }

    /// Parts of the header that can't be read count as other languages.
    ///
    /// @param header `Accept-Language`; null if the request has none
    static Locale of(@Nullable String header) {
        Locale best = Locale.ENGLISH;
        double highest = 0;
        for (String part :
                header == null ? new String[0] : header.toLowerCase(Locale.ROOT).split(",")) {
            Matcher range = RANGE.matcher(part);
            if (range.matches()) {
                double quality = range.group(2) == null ? 1 : Double.parseDouble(range.group(2));
                if (quality > highest) {
                    highest = quality;
                    best = range.group(1).equals("zh") ? Locale.CHINESE : Locale.ENGLISH;
                }
            }
        }
        return best;
    }
}
