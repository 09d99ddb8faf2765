package io.tenure.http;

import io.quarkus.runtime.configuration.ConfigurationException;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Decides whether a request that changes something comes from a page of another site.
///
/// A browser sends the credentials it knows with requests that any page makes, and says in two headers which
/// page that was. Programs other than browsers send neither.
final class RequestOrigin {
    /// `same-site` is not among them: another host of the same domain is another application.
    private static final Set<String> OWN_PAGES = Set.of("same-origin", "none");

    private static final Set<String> SAFE_METHODS = Set.of("GET", "HEAD", "OPTIONS");
    private static final Pattern ORIGIN =
            Pattern.compile("https?://[A-Za-z0-9.-]+(:[0-9]{1,5})?|https?://\\[[0-9A-Fa-f:.]+](:[0-9]{1,5})?");

    private final Set<String> allowed;

    /// @param allowed origins besides the service's own, such as `https://tenure.example.com`
    /// @throws ConfigurationException if one isn't an origin
    RequestOrigin(List<String> allowed) {
        for (String origin : allowed) {
            if (!ORIGIN.matcher(origin.strip()).matches()) {
                throw new ConfigurationException("tenure.http.allowed-origins has \"" + origin
                        + "\", which is not an origin such as https://tenure.example.com.");
            }
        }
        this.allowed =
                Set.copyOf(allowed.stream().map(RequestOrigin::normalized).toList());
    }

    /// Whether to refuse the request.
    ///
    /// @param own the origin by which the request reached the service, `http://localhost:8080`
    /// @param origin the header `Origin`; null if there is none
    /// @param site the header `Sec-Fetch-Site`; null if there is none
    boolean isForeign(String method, String own, @Nullable String origin, @Nullable String site) {
        if (SAFE_METHODS.contains(method)) {
            return false;
        }
        if (origin != null && allowed.contains(normalized(origin))) {
            return false;
        }
        return site != null && !OWN_PAGES.contains(site.strip().toLowerCase(Locale.ROOT))
                || origin != null && !normalized(origin).equals(normalized(own));
    }

    static RequestOrigin of(Optional<List<String>> allowed) {
        return new RequestOrigin(allowed.orElse(List.of()));
    }

    /// In lower case, without the port where it is the default of its scheme.
    private static String normalized(String origin) {
        String lower = origin.strip().toLowerCase(Locale.ROOT);
        return lower.startsWith("https://") ? lower.replaceFirst(":443$", "") : lower.replaceFirst(":80$", "");
    }
}
