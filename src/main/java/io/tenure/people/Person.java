package io.tenure.people;

import java.time.Instant;
import java.util.List;

/// An account of somebody who signs in with a password.
///
/// @param roles names of [io.tenure.http.Roles], at least one
/// @param disabled whether signing in is rejected; a new password enables the account again
public record Person(String name, List<String> roles, boolean disabled, Instant createdAt) {
    public Person {
        roles = List.copyOf(roles);
    }
}
