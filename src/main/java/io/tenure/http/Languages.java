package io.tenure.http;

import io.vertx.core.http.HttpServerRequest;
import jakarta.ws.rs.core.Cookie;
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

    /// The cookie that holds the language a person chose: `en` or `zh`.
    public static final String COOKIE = "tenure-language";

    private Languages() {}

    /// English or Chinese: what the person chose on a page, or else whichever `Accept-Language` prefers; English if it
    /// has none of them.
    public static Locale of(HttpHeaders headers) {
        Cookie choice = headers.getCookies().get(COOKIE);
        return choice == null ? of(headers.getHeaderString(HttpHeaders.ACCEPT_LANGUAGE)) : chosen(choice.getValue());
    }

    /// The same, of a request that no resource has.
    public static Locale of(HttpServerRequest request) {
        io.vertx.core.http.Cookie choice = request.getCookie(COOKIE);
        return choice == null ? of(request.getHeader(HttpHeaders.ACCEPT_LANGUAGE)) : chosen(choice.getValue());
    }

    /// @param language the value of the cookie, which may be anything
    private static Locale chosen(@Nullable String language) {
        return Locale.CHINESE.getLanguage().equals(language) ? Locale.CHINESE : Locale.ENGLISH;
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
