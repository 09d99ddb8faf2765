package io.tenure.http;

import io.quarkus.security.ForbiddenException;

/// The content of a request, rather than its path, needs a role that the user lacks.
public final class RoleMissingException extends ForbiddenException {
    private static final long serialVersionUID = 1;

    private final String role;

    public RoleMissingException(String role) {
        this.role = role;
    }

    String role() {
        return role;
    }
}
