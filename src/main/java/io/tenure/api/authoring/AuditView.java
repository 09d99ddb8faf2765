package io.tenure.api.authoring;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.storage.Audit;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A page of the audit trail as the API shows it.
@RegisterForReflection
@Schema(name = "Audit", description = "A page of the audit trail")
record AuditView(List<EntryView> entries) {
    @Schema(name = "AuditEntry", description = "One operation, done or rejected")
    record EntryView(
            long id,
            Instant at,

            @Schema(description = "The person or program") String actor,

            String operation,
            String subject,

            @Schema(description = "Whether it was done; false for what was rejected")
            boolean succeeded,

            String detail,

            @Schema(
                    description =
                            "SHA-256 of the hash before and this entry, in hexadecimal digits; null for an entry that"
                                    + " was added past the chain")
            @Nullable
            String hash) {}

    static AuditView of(List<Audit.Entry> entries) {
        return new AuditView(entries.stream()
                .map(e -> new EntryView(
                        e.id(), e.at(), e.actor(), e.operation(), e.subject(), e.succeeded(), e.detail(), e.hash()))
                .toList());
    }
}
