package io.tenure.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.finding.Checked;
import io.tenure.input.InputFault;
import io.tenure.input.JsonObjectReader;
import io.tenure.text.Message;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of a request to keep a decision as a scenario.
@RegisterForReflection
@Schema(
        name = "KeptScenario",
        description = "Where to keep a decision as a scenario",
        additionalProperties = Schema.False.class)
record KeptScenarioRequest(
        @Schema(required = true, description = "Number of the draft")
        int draft,

        @Schema(
                description = "Name of the scenario; made of its facts where left out. One of the same name in"
                        + " scenarios/kept.xlsx is replaced")
        @Nullable
        String name) {
    private static final List<String> MEMBERS = List.of("draft", "name");
    private static final int MAX_NAME_LENGTH = 200;

    static Checked<KeptScenarioRequest, InputFault> read(byte[] body) {
        return JsonObjectReader.required(body, MEMBERS, members -> {
            members.requireMember("draft", Message.of("api.kept-scenario.draft"));
            Integer draft = members.wholeNumber("draft", 1, Integer.MAX_VALUE);
            String name = members.text("name", MAX_NAME_LENGTH);
            return draft == null ? null : new KeptScenarioRequest(draft, name);
        });
    }

    String nameOr(String usual) {
        return name == null || name.isBlank() ? usual : name;
    }
}
