package io.tenure.api;

import io.tenure.http.Roles;
import io.tenure.input.JsonObjectReader;
import io.tenure.people.AccountChecks;
import io.tenure.text.Message;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Reads the members that the bodies about accounts and API tokens share.
final class AccountMembers {
    private static final int MAX_TEXT_LENGTH = 200;

    private AccountMembers() {}

    /// The name; empty if there is a fault.
    static String name(JsonObjectReader members) {
        members.requireMember("name", Message.of("api.people.name.expected"));
        String name = members.text("name", MAX_TEXT_LENGTH);
        if (name != null) {
            AccountChecks.name(name).forEach(members::addFault);
        }
        return Objects.requireNonNullElse(name, "");
    }

    /// The roles; empty if there is a fault.
    static List<String> roles(JsonObjectReader members) {
        members.requireMember("roles", Message.of("api.people.roles.expected", "roles", Roles.ALL));
        List<String> roles = members.texts("roles", Roles.ALL.size());
        if (roles != null && !members.hasFault("roles")) {
            AccountChecks.roles(roles).forEach(members::addFault);
        }
        return Objects.requireNonNullElse(roles, List.of());
    }

    static @Nullable String password(JsonObjectReader members) {
        String password = members.secret("password");
        AccountChecks.password(password).forEach(members::addFault);
        return password;
    }
}
