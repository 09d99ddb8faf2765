package io.tenure.app;

/// The service cannot start for a reason that the user can fix; the message is one sentence.
final class StartupException extends Exception {

    private static final long serialVersionUID = 1;

    StartupException(String sentence) {
        super(sentence);
    }

    StartupException(String sentence, Throwable cause) {
        super(sentence, cause);
    }
}
