package io.tenure.http;

import java.time.Duration;

/// Why a sign-in isn't tried: too many have failed. It is the cause of the security extension's own exception.
public final class TooManySignInsException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final Duration wait;

    /// @param wait until the next attempt may be made
    public TooManySignInsException(Duration wait) {
        super("too many failed sign-ins");
        this.wait = wait;
    }

    public Duration waitTime() {
        return wait;
    }
}
