package io.tenure.api;

import io.tenure.bundle.Bundle;
import io.tenure.http.ExceptionProblems;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Bundles and files as answers: given out byte for byte, or not found.
final class Downloads {
    static final String ZIP = "application/zip";

    private Downloads() {}

    static Response zip(Optional<Bundle> bundle, String name, AuthoringContext asker) {
        return bundle.map(b -> Response.ok(b.toZip(), ZIP)
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".zip\"")
                        .build())
                .orElseGet(() -> notFound(asker));
    }

    static Response file(Optional<Bundle> bundle, String path, AuthoringContext asker) {
        return file(bundle, path, asker, UnaryOperator.identity());
    }

    static Response file(Optional<Bundle> bundle, String path, AuthoringContext asker, UnaryOperator<byte[]> made) {
        return bundle.flatMap(b -> Optional.ofNullable(b.files().get(path)))
                .map(made)
                .map(content -> Response.ok(content, MediaType.APPLICATION_OCTET_STREAM_TYPE)
                        // Files of strangers are never for a browser to open in this site's name.
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
                        .header("X-Content-Type-Options", "nosniff")
                        .build())
                .orElseGet(() -> notFound(asker));
    }

    static Response notFound(AuthoringContext asker) {
        return asker.problem(ExceptionProblems.ofStatus(404));
    }
}
