package io.tenure.people;

import io.quarkus.security.identity.request.BaseAuthenticationRequest;

/// A request to sign in with an API token.
final class ApiTokenRequest extends BaseAuthenticationRequest {
    private final String token;

    ApiTokenRequest(String token) {
        this.token = token;
    }

    String token() {
        return token;
    }
}
