package io.tenure.api.authoring;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.release.ReleaseHistory;
import java.time.Instant;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A release as the API shows it.
@RegisterForReflection
@Schema(name = "Release", description = "A published bundle")
record ReleaseView(
        int release,
        String hash,
        String author,
        @Schema(nullable = true) @Nullable String approver,
        String comment,
        Instant createdAt,
        boolean active) {
    @Schema(name = "Activation", description = "The moment from which a release is active")
    record ActivationView(int release, Instant from, String createdBy, Instant createdAt, boolean cancelled) {}

    @Schema(name = "Releases")
    record ListView(List<ReleaseView> releases, List<ActivationView> activations) {}

    /// @param active the number of the active release; 0 for none
    static ReleaseView of(ReleaseHistory.Release release, int active) {
        return new ReleaseView(
                release.number(),
                release.hash(),
                release.author(),
                release.approver(),
                release.comment(),
                release.createdAt(),
                release.number() == active);
    }
}
