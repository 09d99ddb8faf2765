package io.tenure.history;

import java.nio.ByteBuffer;
import java.util.Objects;

/// What was said when a decision was made, byte for byte: three JSON texts.
///
/// @param request what the caller presented
/// @param memory what was taken from the record besides; an empty object where nothing was
/// @param answer what the caller was answered
public record Said(byte[] request, byte[] memory, byte[] answer) {
    public Said {
        Objects.requireNonNull(request);
        Objects.requireNonNull(memory);
        Objects.requireNonNull(answer);
    }

    byte[] bytes() {
        return ByteBuffer.allocate(8 + request.length + memory.length + answer.length)
                .putInt(request.length)
                .putInt(memory.length)
                .put(request)
                .put(memory)
                .put(answer)
                .array();
    }

    static Said of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte[] request = new byte[buffer.getInt()];
        byte[] memory = new byte[buffer.getInt()];
        buffer.get(request).get(memory);
        byte[] answer = new byte[buffer.remaining()];
        buffer.get(answer);
        return new Said(request, memory, answer);
    }
}
