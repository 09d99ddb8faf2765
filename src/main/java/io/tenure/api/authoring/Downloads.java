package io.tenure.api.authoring;

import io.tenure.bundle.Bundle;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.RequestContext;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.Optional;
import java.util.function.UnaryOperator;

/// Responses with bundles and files, byte for byte, or not found.
public final class Downloads {
    static final String ZIP = "application/zip";
    static final String CSV = "text/csv";
    static final String XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet";

    private Downloads() {}

    static Response zip(Optional<Bundle> bundle, String name, RequestContext request) {
        return bundle.map(b -> Response.ok(b.toZip(), ZIP)
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment; filename=\"" + name + ".zip\"")
                        .build())
                .orElseGet(() -> notFound(request));
    }

    /// A file of a bundle, for saving; not found where there is none.
    public static Response file(Optional<Bundle> bundle, String path, RequestContext request) {
        return file(bundle, path, request, UnaryOperator.identity());
    }

    static Response file(Optional<Bundle> bundle, String path, RequestContext request, UnaryOperator<byte[]> change) {
        return bundle.flatMap(b -> Optional.ofNullable(b.files().get(path)))
                .map(change)
                .map(content -> Response.ok(content, MediaType.APPLICATION_OCTET_STREAM_TYPE)
                        // A browser must never open an uploaded file as a page of this site.
                        .header(HttpHeaders.CONTENT_DISPOSITION, "attachment")
                        .header("X-Content-Type-Options", "nosniff")
                        .build())
                .orElseGet(() -> notFound(request));
    }

    static Response notFound(RequestContext request) {
        return request.problem(ExceptionProblems.ofStatus(404));
    }
}
