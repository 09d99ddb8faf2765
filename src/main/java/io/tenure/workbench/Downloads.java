package io.tenure.workbench;

import io.tenure.decision.Problems;
import io.tenure.ruleset.Bundle;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Bundles and files as answers: given out byte for byte, or not found.
final class Downloads {
    static final String ZIP = "application/zip";

    private Downloads() {}

    static Response zip(Optional<Bundle> bundle, String name, Asker asker) {
        return bundle.map(b -> Response.ok(b.toZip(), ZIP)
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".zip\"")
                        .build())
                .orElseGet(() -> notFound(asker));
    }

    static Response file(Optional<Bundle> bundle, String path, Asker asker) {
        return file(bundle, path, asker, UnaryOperator.identity());
    }

    static Response file(Optional<Bundle> bundle, String path, Asker asker, UnaryOperator<byte[]> made) {
        return bundle.flatMap(b -> Optional.ofNullable(b.files().get(path)))
                .map(made)
                .map(content -> Response.ok(content, MediaType.APPLICATION_OCTET_STREAM_TYPE)
                        // Files of strangers are never for a browser to open in this site's name.
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
                        .header("X-Content-Type-Options", "nosniff")
                        .build())
                .orElseGet(() -> notFound(asker));
    }

    static Response notFound(Asker asker) {
        return asker.problem(Problems.ofStatus(404));
    }
}
