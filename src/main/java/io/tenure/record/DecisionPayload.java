package io.tenure.record;

import io.tenure.input.CustomerReader;
import io.tenure.input.CustomerReading;
import io.tenure.input.DecisionRequest;
import io.tenure.input.Json;
import io.tenure.lifecycle.DecisionInput;
import java.nio.ByteBuffer;
import java.time.LocalDate;
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

    /// The customer of this decision: what the request held, completed with what was recalled then.
    public CustomerReading readCustomer(CustomerReader reader) {
        return switch (reader.read(DecisionRequest.of(Json.parse(request)).customer(), null)) {
            case CustomerReading.Invalid invalid -> invalid;
            case CustomerReading.Valid(String id, DecisionInput input) -> {
                LocalDate asOf = Objects.requireNonNull(input.customer().getAsOf());
                yield new CustomerReading.Valid(
                        id,
                        RecalledFacts.of(reader.dictionary(), asOf, recalledFacts)
                                .addTo(reader.dictionary(), input));
            }
        };
    }
}
