package io.tenure.api.authoring;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.release.Draft;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A draft as the API shows it.
@RegisterForReflection
@Schema(name = "Draft", description = "A bundle in preparation for release")
record DraftView(
        int id,

        @Schema(description = "The release it changes") int base,

        @Schema(description = "Counts its changes; also its ETag")
        int version,

        Set<String> authors,
        String comment,
        Instant createdAt,
        Instant updatedAt,

        @Schema(description = "The release it was published as", nullable = true) @Nullable
        Integer release,

        List<ChangeView> changes) {
    @Schema(name = "DraftChange", description = "A file added, replaced or removed")
    record ChangeView(String path, boolean removed, int size, String author) {}

    @Schema(name = "Drafts")
    record ListView(List<DraftView> drafts) {}

    static DraftView of(Draft draft) {
        return new DraftView(
                draft.id(),
                draft.base(),
                draft.version(),
                draft.authors(),
                draft.comment(),
                draft.createdAt(),
                draft.changedAt(),
                draft.release(),
                draft.changes().stream()
                        .map(c -> new ChangeView(c.path(), c.removed(), c.size(), c.author()))
                        .toList());
    }
}
