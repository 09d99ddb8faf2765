package io.tenure.app;

/// A reason why the service cannot start, in one sentence for the person who started it.
final class StartupException extends Exception {

    private static final long serialVersionUID = 1;

    StartupException(String sentence) {
        super(sentence);
    }

    StartupException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
