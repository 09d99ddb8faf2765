package io.tenure.api.authoring;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.finding.Finding;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A finding as the API shows it.
@RegisterForReflection
@Schema(name = "Finding", description = "One error or doubt in a bundle")
record FindingView(
        Finding.Severity severity,
        String code,
        String file,
        String sheet,

        @Schema(description = "The cell, or the line of a DRL file; empty for a whole sheet or file")
        String cell,

        @Schema(description = "File, sheet and cell in one; what an acknowledgement can name")
        String address,

        String content,
        String message,

        @Schema(description = "How to fix it") String fix,

        @Schema(
                description =
                        "Address of the mistake that this follows from: fix that one. Missing where this is one of its"
                                + " own",
                nullable = true)
        @Nullable
        String causedBy) {
    static FindingView of(Finding finding, Locale locale) {
        return new FindingView(
                finding.severity(),
                finding.code(),
                finding.address().file(),
                finding.address().sheet(),
                finding.address().cell(),
                finding.address().toString(),
                finding.content(),
                finding.message().in(locale),
                finding.fix().in(locale),
                finding.causedBy() == null ? null : finding.causedBy().toString());
    }

    static List<FindingView> of(List<Finding> findings, Locale locale) {
        return findings.stream().map(f -> of(f, locale)).toList();
    }
}
