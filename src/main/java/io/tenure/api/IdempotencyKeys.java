package io.tenure.api;

import io.tenure.http.Problem;
import io.tenure.input.InputFault;
import io.tenure.text.Message;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The header `Idempotency-Key`.
final class IdempotencyKeys {
    private static final int MAX_LENGTH = 200;

    private IdempotencyKeys() {}

    /// What is wrong with a key; null where nothing is, or there is none.
    static @Nullable Problem check(@Nullable String key) {
        return key == null || !key.isBlank() && key.length() <= MAX_LENGTH
                ? null
                : Problem.badInput(List.of(new InputFault(
                        "invalid-value",
                        "",
                        key.length(),
                        Message.of("api.invalid-value.expected", "maxKeyLength", MAX_LENGTH),
                        Message.of("api.invalid-value.message"))));
    }
}
