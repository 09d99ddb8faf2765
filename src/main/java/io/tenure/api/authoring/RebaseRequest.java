package io.tenure.api.authoring;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.finding.Checked;
import io.tenure.input.InputFault;
import io.tenure.input.JsonObjectReader;
import io.tenure.merge.MergeConflict.Side;
import io.tenure.text.Message;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of a request to rebase a draft: whose change is taken at each conflict.
@RegisterForReflection
@Schema(
        name = "Rebase",
        description = "Whose change is taken where the draft and the active release changed the same",
        additionalProperties = Schema.False.class)
record RebaseRequest(
        @Schema(description = "Ids of the conflicts at which the draft's change is taken") @Nullable
        List<String> mine,

        @Schema(description = "Ids of the conflicts at which the active release's change is taken") @Nullable
        List<String> theirs) {
    private static final List<String> MEMBERS = List.of("mine", "theirs");
    private static final int MAX_CHOICES = 10_000;

    /// Reads the body, which may be left out.
    static Checked<RebaseRequest, InputFault> read(byte[] body) {
        return JsonObjectReader.optional(body, MEMBERS, members -> {
            List<String> mine = members.texts("mine", MAX_CHOICES);
            List<String> theirs = members.texts("theirs", MAX_CHOICES);
            for (int i = 0; theirs != null && mine != null && i < theirs.size(); i++) {
                if (mine.contains(theirs.get(i))) {
                    members.addFault(new InputFault(
                            "duplicate",
                            "/theirs/" + i,
                            theirs.get(i),
                            Message.of("api.rebase.both.expected"),
                            Message.of("api.rebase.both.message", "id", theirs.get(i))));
                }
            }
            return new RebaseRequest(mine, theirs);
        });
    }

    Map<String, Side> choices() {
        Map<String, Side> choices = new TreeMap<>();
        if (mine != null) {
            mine.forEach(id -> choices.put(id, Side.MINE));
        }
        if (theirs != null) {
            theirs.forEach(id -> choices.put(id, Side.THEIRS));
        }
        return choices;
    }
}
