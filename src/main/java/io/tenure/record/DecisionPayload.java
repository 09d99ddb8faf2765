package io.tenure.record;

import java.nio.ByteBuffer;
import java.util.Objects;

/// What was said when a decision was made, byte for byte: three JSON texts.
///
/// @param request what the caller presented
/// @param recalledFacts what was taken from the record besides; an empty object where nothing was
/// @param response what the caller was answered
public record DecisionPayload(byte[] request, byte[] recalledFacts, byte[] response) {
    public DecisionPayload {
        Objects.requireNonNull(request);
        Objects.requireNonNull(recalledFacts);
        Objects.requireNonNull(response);
    }

    byte[] bytes() {
        return ByteBuffer.allocate(8 + request.length + recalledFacts.length + response.length)
                .putInt(request.length)
                .putInt(recalledFacts.length)
                .put(request)
                .put(recalledFacts)
                .put(response)
                .array();
    }

    static DecisionPayload of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte[] request = new byte[buffer.getInt()];
        byte[] memory = new byte[buffer.getInt()];
        buffer.get(request).get(memory);
        byte[] answer = new byte[buffer.remaining()];
        buffer.get(answer);
        return new DecisionPayload(request, memory, answer);
    }
}
