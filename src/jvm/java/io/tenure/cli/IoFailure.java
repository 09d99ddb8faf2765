package io.tenure.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.util.Objects;

/// What went wrong while something was read or written, in words for people.
final class IoFailure {
    private IoFailure() {}

    /// Why it failed. What the operating system says about other failures stays as it is.
    static Text reason(IOException failure) {
        return switch (failure) {
            case NoSuchFileException missing ->
                Message.of("cli.io.no-such-file", "file", String.valueOf(missing.getFile()));
            case AccessDeniedException denied ->
                Message.of("cli.io.access-denied", "file", String.valueOf(denied.getFile()));
            case CharacterCodingException _ -> Message.of("cli.io.not-utf8");
            case JsonProcessingException _ -> Message.of("cli.io.not-json");
            case FileSystemException other
            when other.getReason() != null ->
                Message.of(
                        "cli.io.of-file",
                        "file",
                        String.valueOf(other.getFile()),
                        "reason",
                        known(Objects.requireNonNull(other.getReason())));
            default -> known(String.valueOf(failure.getMessage()));
        };
    }

    private static Text known(String reason) {
        return reason.contains("No space left on device") ? Message.of("cli.io.disk-full") : Text.same(reason);
    }
}
