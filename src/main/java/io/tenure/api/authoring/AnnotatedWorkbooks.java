package io.tenure.api.authoring;

import io.tenure.bundle.Bundle;
import io.tenure.finding.Finding;
import io.tenure.http.RequestContext;
import io.tenure.release.CheckPool;
import jakarta.enterprise.inject.Instance;
import jakarta.inject.Singleton;
import jakarta.ws.rs.core.Response;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/// Responses with a workbook that has its findings as notes and colours.
@Singleton
public final class AnnotatedWorkbooks {
    private final Instance<WorkbookAnnotation> annotation;
    private final CheckPool pool;

    AnnotatedWorkbooks(Instance<WorkbookAnnotation> annotation, CheckPool pool) {
        this.annotation = annotation;
        this.pool = pool;
    }

    /// Whether this build can write them; where it can't, the response is [RejectionProblem#noAnnotatedWorkbooks].
    public boolean isSupported() {
        return annotation.isResolvable();
    }

    /// A workbook with its findings.
    ///
    /// @param bundle empty where there is none; the response is not found
    /// @param findings those of other files too, which are left out
    public Response of(Optional<Bundle> bundle, String path, List<Finding> findings, RequestContext request) {
        Optional<byte[]> workbook =
                bundle.flatMap(b -> Optional.ofNullable(b.files().get(path)));
        if (workbook.isEmpty()) {
            return Downloads.notFound(request);
        }
        WorkbookAnnotation writer = annotation.get();
        if (pool.run(() -> writer.isTooLarge(workbook.get()))) {
            return request.problem(RejectionProblem.tooLargeToAnnotate(writer.maxCells()));
        }
        List<Finding> own = findings.stream()
                .filter(finding -> finding.address().file().equals(path))
                .toList();
        Locale locale = request.locale();
        Optional<byte[]> annotated = pool.run(() -> writer.annotate(workbook.get(), own, locale));
        return annotated.isEmpty()
                ? request.problem(RejectionProblem.cannotAnnotate())
                : Downloads.file(bundle, path, request, _ -> annotated.get());
    }
}
