package io.tenure.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.finding.Checked;
import io.tenure.input.InputFault;
import io.tenure.input.JsonObjectReader;
import io.tenure.people.AccountChecks;
import java.util.List;
import java.util.Objects;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/// The body of a request to create an API token.
///
/// @param days until it expires
@RegisterForReflection
@Schema(name = "NewToken", description = "An API token to create", additionalProperties = Schema.False.class)
record NewToken(
        @Schema(required = true, description = "Of the program: 1 to 100 letters, digits and . _ @ -")
        String name,

        @Schema(required = true) List<String> roles,

        @Schema(description = "Days until it expires, 1 to 3650; 365 where left out", defaultValue = "365")
        int days) {
    private static final List<String> MEMBERS = List.of("name", "roles", "days");
    private static final int DEFAULT_DAYS = 365;

    static Checked<NewToken, InputFault> read(byte[] body) {
        return JsonObjectReader.required(
                body,
                MEMBERS,
                members -> new NewToken(
                        AccountMembers.name(members),
                        AccountMembers.roles(members),
                        Objects.requireNonNullElse(
                                members.wholeNumber("days", 1, AccountChecks.MAX_DAYS), DEFAULT_DAYS)));
    }
}
