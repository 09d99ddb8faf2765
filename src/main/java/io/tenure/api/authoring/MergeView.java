package io.tenure.api.authoring;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.merge.MergeConflict;
import io.tenure.release.DraftRebase;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// What rebasing a draft would do, as the API shows it.
@RegisterForReflection
@Schema(name = "Merge", description = "What rebasing a draft would do")
record MergeView(
        int draft,

        @Schema(description = "The version of the draft") int version,

        @Schema(description = "The release that it changes") int base,

        @Schema(description = "The release that is active") int active,

        @Schema(description = "Files that both changed") Set<String> merged,

        List<ConflictView> conflicts) {
    @Schema(name = "MergeConflict", description = "What the draft and the active release changed in different ways")
    record ConflictView(
            @Schema(description = "Names the conflict in a choice")
            String id,

            MergeConflict.Kind kind,

            @Schema(description = "The place in the draft") String mineAddress,

            @Schema(description = "The place in the active release")
            String theirsAddress,

            @Schema(description = "Name of the row or rule; empty for a file")
            String subject,

            @Schema(description = "Name of the column; empty for more than a cell")
            String part,

            @Schema(description = "The value in the base; empty where there is none")
            String base,

            @Schema(description = "The value in the draft; empty where there is none")
            String mine,

            @Schema(description = "The value in the active release; empty where there is none")
            String theirs) {}

    static MergeView of(DraftRebase.Merge merge) {
        return new MergeView(
                merge.draft().id(),
                merge.draft().version(),
                merge.draft().base(),
                merge.active(),
                merge.result().merged(),
                merge.result().conflicts().stream()
                        .map(c -> new ConflictView(
                                c.id(),
                                c.kind(),
                                c.mine().toString(),
                                c.theirs().toString(),
                                c.subject(),
                                c.part(),
                                c.baseValue(),
                                c.mineValue(),
                                c.theirsValue()))
                        .toList());
    }
}
