package io.tenure.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.finding.Checked;
import io.tenure.input.InputFault;
import io.tenure.input.JsonObjectReader;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of a request to set the password of an account; it may be left out.
///
/// @param password null for a generated one
@RegisterForReflection
@Schema(name = "NewPassword", description = "The password to set", additionalProperties = Schema.False.class)
record NewPassword(
        @Schema(description = "12 characters to 72 bytes; generated where left out") @Nullable
        String password) {
    static Checked<NewPassword, InputFault> read(byte[] body) {
        return JsonObjectReader.optional(
                body, List.of("password"), members -> new NewPassword(AccountMembers.password(members)));
    }
}
