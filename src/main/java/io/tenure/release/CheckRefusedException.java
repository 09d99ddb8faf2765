package io.tenure.release;

import io.tenure.text.Message;
import io.tenure.text.Text;
import java.time.Duration;

/// Why a check isn't made now: others wait already, or it took too long. Answered with 503.
public final class CheckRefusedException extends RuntimeException {
    private static final long serialVersionUID = 1;

    private final String code;
    private final transient Text detail;
    private final Duration wait;

    private CheckRefusedException(String code, Text detail, Duration wait) {
        super(code);
        this.code = code;
        this.detail = detail;
        this.wait = wait;
    }

    static CheckRefusedException full(int waiting, Duration wait) {
        return new CheckRefusedException(
                "checks-busy",
                Message.of("release.checks-busy", "waiting", waiting, "seconds", wait.toSeconds()),
                wait);
    }

    static CheckRefusedException late(Duration timeout) {
        return new CheckRefusedException(
                "check-timeout", Message.of("release.check-timeout", "seconds", timeout.toSeconds()), timeout);
    }

    /// `checks-busy` or `check-timeout`.
    public String code() {
        return code;
    }

    /// What happened, and what to do, for people.
    public Text detail() {
        return detail;
    }

    /// How long to wait before the next attempt.
    public Duration waitTime() {
        return wait;
    }
}
