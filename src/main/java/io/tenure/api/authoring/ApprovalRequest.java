package io.tenure.api.authoring;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.release.Approval;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of a request to publish a draft; every member is optional.
@RegisterForReflection
@Schema(name = "Approval", description = "The conditions under which the approver publishes a draft")
record ApprovalRequest(
        @Schema(description = "The version of the draft that was reviewed", nullable = true) @Nullable
        Integer version,

        @Schema(description = "Acknowledges every warning", nullable = true) @Nullable
        Boolean acknowledgeWarnings,

        @Schema(description = "Codes or addresses of the warnings to acknowledge", nullable = true) @Nullable
        List<String> acknowledge,

        @Schema(description = "Publish although another release was published since the draft's base", nullable = true)
        @Nullable
        Boolean confirmStale,

        @Schema(description = "The moment from which it is active; now if left out", nullable = true) @Nullable
        Instant from,

        @Schema(nullable = true) @Nullable String comment,

        @Schema(description = "The reason to change more than the limit allows", nullable = true) @Nullable
        String override) {
    static final ApprovalRequest EMPTY = new ApprovalRequest(null, null, null, null, null, null, null);

    /// @param ifMatch the version in the header `If-Match`, for a body that names none
    Approval by(String approver, @Nullable Integer ifMatch) {
        Set<String> acknowledged = new HashSet<>();
        if (acknowledge != null) {
            acknowledged.addAll(acknowledge);
        }
        if (Boolean.TRUE.equals(acknowledgeWarnings)) {
            acknowledged.add(Approval.ALL);
        }
        return new Approval(
                approver,
                version != null ? version : ifMatch,
                acknowledged,
                Boolean.TRUE.equals(confirmStale),
                from,
                comment,
                override == null ? "" : override);
    }
}
