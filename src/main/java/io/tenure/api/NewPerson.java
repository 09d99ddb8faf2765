package io.tenure.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.finding.Checked;
import io.tenure.input.InputFault;
import io.tenure.input.JsonObjectReader;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of a request to add an account.
///
/// @param password null for a generated one
@RegisterForReflection
@Schema(name = "NewPerson", description = "An account to add", additionalProperties = Schema.False.class)
record NewPerson(
        @Schema(required = true, description = "1 to 100 letters, digits and . _ @ -")
        String name,

        @Schema(required = true) List<String> roles,

        @Schema(description = "12 characters to 72 bytes; generated where left out") @Nullable
        String password) {
    private static final List<String> MEMBERS = List.of("name", "roles", "password");

    static Checked<NewPerson, InputFault> read(byte[] body) {
        return JsonObjectReader.required(body, MEMBERS, members -> {
            String password = AccountMembers.password(members);
            return new NewPerson(AccountMembers.name(members), AccountMembers.roles(members), password);
        });
    }
}
