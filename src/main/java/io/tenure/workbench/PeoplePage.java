package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The accounts of people, and the API tokens of programs.
///
/// @param faults what is wrong with what was typed
/// @param done what was done just now; null for nothing
/// @param secret the password or token that was generated, shown only here; null for none
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record PeoplePage(
        Page page,
        List<PersonEntry> people,
        List<TokenEntry> tokens,
        List<RoleChoice> roles,
        String typedName,
        List<String> faults,
        @Nullable String done,
        @Nullable String secret)
        implements TemplateInstance {
    /// @param since to the minute, in UTC
    /// @param self whether it is the account of the person who looks
    record PersonEntry(String name, String address, String roles, String since, boolean disabled, boolean self) {}

    /// @param state what people call it: valid, expired or revoked
    /// @param revocable whether it can still be used
    record TokenEntry(
            long id, String name, String roles, String createdBy, String expires, String state, boolean revocable) {}

    /// A role that can be chosen.
    ///
    /// @param meaning what it allows
    /// @param chosen whether it was, in what was typed
    record RoleChoice(String code, String meaning, boolean chosen) {}
}
