package io.tenure.workbench;

import java.net.URI;
import java.net.URISyntaxException;
import org.jspecify.annotations.Nullable;

/// The paths of this service to which a form may send the browser.
final class OwnPath {
    private static final int MAX_LENGTH = 1_000;

    private OwnPath() {}

    /// The path, if it is one of this service; otherwise that of the first page.
    ///
    /// @param path as sent, which may be anything
    static String of(@Nullable String path) {
        if (path == null
                || path.length() > MAX_LENGTH
                || !path.startsWith("/")
                || path.startsWith("//")
                || path.contains("\\")) {
            return "/";
        }
        try {
            URI uri = new URI(path);
            return uri.getAuthority() == null && uri.getScheme() == null ? path : "/";
        } catch (URISyntaxException _) {
            return "/";
        }
    }
}
