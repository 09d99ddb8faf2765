package io.tenure.http;

import java.io.IOException;

/// A body that is read while it arrives can't be read to its end.
public final class BodyFailure extends IOException {
    private static final long serialVersionUID = 1;

    private final transient Problem problem;

    BodyFailure(Problem problem) {
        super(problem.code());
        this.problem = problem;
    }

    /// Why.
    public Problem problem() {
        return problem;
    }
}
