package io.tenure.start;

/// A reason why the service cannot start, in one sentence for the person who started it.
final class CannotStart extends Exception {

    private static final long serialVersionUID = 1;

    CannotStart(String sentence) {
        super(sentence);
    }

    CannotStart(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
