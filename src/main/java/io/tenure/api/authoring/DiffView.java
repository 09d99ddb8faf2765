package io.tenure.api.authoring;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.bundle.Change;
import io.tenure.bundle.RulesetDiff;
import io.tenure.finding.Address;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The differences between two rulesets as the API shows them.
@RegisterForReflection
@Schema(name = "Diff", description = "The differences between two rulesets")
record DiffView(String from, String to, List<ChangeView> changes) {
    @Schema(name = "RulesetChange", description = "One difference between two rulesets")
    record ChangeView(
            Change.Element element,
            Change.Operation operation,
            String table,
            String subject,
            String part,

            @Schema(description = "The address in the first ruleset; null if it was added", nullable = true) @Nullable
            String oldAddress,

            @Schema(description = "The address in the second ruleset; null if it was removed", nullable = true)
            @Nullable
            String newAddress,

            String oldValue,
            String newValue) {
        static ChangeView of(Change change) {
            return new ChangeView(
                    change.element(),
                    change.operation(),
                    change.table(),
                    change.subject(),
                    change.part(),
                    textOrNull(change.oldAddress()),
                    textOrNull(change.newAddress()),
                    change.oldValue(),
                    change.newValue());
        }

        private static @Nullable String textOrNull(@Nullable Address address) {
            return address == null ? null : address.toString();
        }
    }

    /// @param from the first ruleset as the request names it, `release:7`; likewise `to`
    static DiffView of(String from, String to, RulesetDiff diff) {
        return new DiffView(
                from, to, diff.changes().stream().map(ChangeView::of).toList());
    }
}
