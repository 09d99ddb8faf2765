package io.tenure.api.authoring;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.storage.AuditChain;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.Locale;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// Whether the audit log is as it was written, as the API shows it.
@RegisterForReflection
@Schema(name = "AuditVerification", description = "Whether the audit log is as it was written")
public record AuditVerificationView(
        @Schema(description = "Whether no entry was changed, removed or slipped in", required = true)
        boolean intact,

        @Schema(description = "How many entries were checked before the first that is broken", required = true)
        long entries,

        @Schema(
                description =
                        "The latest hash, in hexadecimal digits; empty for an empty log. Keep it elsewhere to find"
                                + " out later that the end was cut off",
                required = true)
        String head,

        @Nullable BrokenView broken) {

    @RegisterForReflection
    @Schema(name = "BrokenAuditEntry", description = "The first entry that is not as it was logged")
    public record BrokenView(
            @Schema(required = true) AuditChain.AuditFault fault,

            @Schema(description = "Its id, if it is known") @Nullable
            Long id,

            @Schema(description = "Its place in the chain, from 1") @Nullable
            Long position,

            @Schema(required = true) String message) {}

    public static AuditVerificationView of(
            AuditChain.Verification verification, @Nullable String head, Locale language) {
        return new AuditVerificationView(
                verification.broken().isEmpty(),
                verification.entries(),
                verification.head(),
                verification
                        .broken()
                        .map(broken -> new BrokenView(
                                broken.fault(),
                                broken.entry(),
                                broken.position(),
                                message(broken, head).in(language)))
                        .orElse(null));
    }

    private static Text message(AuditChain.Broken broken, @Nullable String head) {
        String entry = broken.entry() == null ? "?" : broken.entry().toString();
        String position = broken.position() == null ? "?" : broken.position().toString();
        return switch (broken.fault()) {
            case CHANGED -> Message.of("api.audit.changed", "entry", entry, "position", position);
            case REMOVED -> Message.of("api.audit.removed", "position", position);
            case NOT_CHAINED -> Message.of("api.audit.not-chained", "entry", entry);
            case HEAD_MISSING -> Message.of("api.audit.head-missing", "head", head == null ? "?" : head);
        };
    }
}
