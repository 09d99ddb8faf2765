package io.tenure.workbench;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/// Parts of addresses.
final class PageAddress {
    private PageAddress() {}

    /// The segments of a path.
    static String encodePath(String path) {
        return Stream.of(path.split("/", -1)).map(PageAddress::encode).collect(Collectors.joining("/"));
    }

    /// A text as one segment of a path.
    static String encode(String text) {
        return URLEncoder.encode(text, StandardCharsets.UTF_8).replace("+", "%20");
    }
}
