package io.tenure.api.authoring;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.finding.Finding;
import io.tenure.release.DraftCheck;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The check of a draft as the API shows it.
@RegisterForReflection
@Schema(name = "Check", description = "The findings of reading, analysing, compiling and testing a draft")
record CheckView(
        int draft,
        int version,
        int base,

        @Schema(description = "Whether it could be published: no errors")
        boolean publishable,

        long errors,
        long warnings,
        long notes,
        List<FindingView> findings) {
    static CheckView of(DraftCheck check, Locale locale) {
        return new CheckView(
                check.draft().id(),
                check.draft().version(),
                check.draft().base(),
                check.publishable(),
                Finding.count(check.findings(), Finding.Severity.ERROR),
                Finding.count(check.findings(), Finding.Severity.WARNING),
                Finding.count(check.findings(), Finding.Severity.NOTE),
                FindingView.of(check.findings(), locale));
    }
}
