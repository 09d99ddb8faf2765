package io.tenure.engine;

/// A rule written in DRL that threw, or rules that would not settle: a fault of the ruleset, not of the
/// request.
public final class RuleFailure extends RuntimeException {
    RuleFailure(String message, Throwable cause) {
        super(message, cause);
    }
}
