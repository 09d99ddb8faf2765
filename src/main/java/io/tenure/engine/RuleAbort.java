package io.tenure.engine;

import io.tenure.lifecycle.Decision.InvalidOutcomeException;
import io.tenure.text.Message;

/// Ends the rules of one decision, from wherever a rule is.
///
/// An error and not an exception, because Drools wraps exceptions. Public because compiled rules name it; of no use
/// elsewhere.
public final class RuleAbort extends Error {
    private static final long serialVersionUID = 1;

    private final transient RuleFailure failure;

    RuleAbort(RuleFailure failure) {
        super(failure.message().en(), null, false, false);
        this.failure = failure;
    }

    RuleFailure failure() {
        return failure;
    }

    /// What a rule threw, as a failure that names it. Called by compiled rules.
    public static RuleAbort of(String rule, Throwable thrown) {
        Throwable root = thrown;
        for (Throwable cause = thrown; cause != null; cause = cause.getCause()) {
            if (cause instanceof RuleAbort abort) {
                return abort;
            }
            root = cause;
        }
        if (root instanceof InvalidOutcomeException invalid) {
            return new RuleAbort(new RuleFailure(
                    "invalid-outcome",
                    rule,
                    Message.of(
                            "engine.rule-failure.invalid-outcome",
                            "rule",
                            rule,
                            "name",
                            invalid.name(),
                            "value",
                            invalid.value())));
        }
        return new RuleAbort(new RuleFailure(
                "exception",
                rule,
                Message.of(
                        "engine.rule-failure.exception",
                        "rule",
                        rule,
                        "exception",
                        root.getClass().getSimpleName())));
    }
}
