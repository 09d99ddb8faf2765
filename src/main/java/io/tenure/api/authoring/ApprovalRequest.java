package io.tenure.api.authoring;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.finding.Checked;
import io.tenure.input.InputFault;
import io.tenure.input.JsonObjectReader;
import io.tenure.release.Approval;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of a request to publish a draft; every member is optional.
@RegisterForReflection
@Schema(
        name = "Approval",
        description = "The conditions under which the approver publishes a draft",
        additionalProperties = Schema.False.class)
record ApprovalRequest(
        @Schema(description = "The version of the draft that was reviewed") @Nullable
        Integer version,

        @Schema(description = "Acknowledges every warning") @Nullable
        Boolean acknowledgeWarnings,

        @Schema(description = "Codes or addresses of the warnings to acknowledge") @Nullable
        List<String> acknowledge,

        @Schema(description = "Publish although another release was published since the draft's base") @Nullable
        Boolean confirmStale,

        @Schema(description = "The moment from which it is active; now if left out") @Nullable
        Instant from,

        @Schema(description = "Replaces the draft's comment") @Nullable
        String comment,

        @Schema(description = "The reason to change more than the limit allows") @Nullable
        String override) {
    private static final List<String> MEMBERS =
            List.of("version", "acknowledgeWarnings", "acknowledge", "confirmStale", "from", "comment", "override");
    private static final int MAX_ACKNOWLEDGED = 1_000;

    /// Reads the body, which may be left out.
    static Checked<ApprovalRequest, InputFault> read(byte[] body) {
        return JsonObjectReader.optional(
                body,
                MEMBERS,
                members -> new ApprovalRequest(
                        members.wholeNumber("version", 1, Integer.MAX_VALUE),
                        members.bool("acknowledgeWarnings"),
                        members.texts("acknowledge", MAX_ACKNOWLEDGED),
                        members.bool("confirmStale"),
                        members.moment("from"),
                        members.text("comment", Upload.MAX_TEXT_LENGTH),
                        members.text("override", Upload.MAX_TEXT_LENGTH)));
    }

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
