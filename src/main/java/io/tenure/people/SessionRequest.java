package io.tenure.people;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/// A request to sign in with the secret of a session.
final class SessionRequest extends BaseAuthenticationRequest {
    private final String secret;

    SessionRequest(String secret) {
        this.secret = secret;
    }

    String secret() {
        return secret;
    }
}
