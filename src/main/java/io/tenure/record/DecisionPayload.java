package io.tenure.record;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenure.finding.Checked;
import io.tenure.history.RecalledFacts;
import io.tenure.input.CustomerReader;
import io.tenure.input.DecisionRequest;
import io.tenure.input.InputFault;
import io.tenure.input.Json;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Dictionary;
import io.tenure.response.DecisionResponseReader;
import java.nio.ByteBuffer;
import java.time.LocalDate;
import java.util.Objects;

/// What a decision was made from and what was answered, byte for byte, and for whom; stored encrypted.
///
/// The bytes of each JSON text are public; the `read` methods say what they mean.
///
/// @param caller name of the user who sent the request
/// @param request what the caller sent
/// @param recalledFacts what was filled in from earlier decisions, as [RecalledFacts#toBytes] writes it
/// @param response what the caller was answered, as [DecisionResponseWriter] writes it
public record DecisionPayload(String caller, byte[] request, byte[] recalledFacts, byte[] response) {
    public DecisionPayload {
        Objects.requireNonNull(caller);
        Objects.requireNonNull(request);
        Objects.requireNonNull(recalledFacts);
        Objects.requireNonNull(response);
    }

    /// All of it as it is compressed and encrypted.
    public byte[] bytes() {
        byte[] name = caller.getBytes(UTF_8);
        return ByteBuffer.allocate(
                        3 * Integer.BYTES + name.length + request.length + recalledFacts.length + response.length)
                .putInt(name.length)
                .putInt(request.length)
                .putInt(recalledFacts.length)
                .put(name)
                .put(request)
                .put(recalledFacts)
                .put(response)
                .array();
    }

    static DecisionPayload of(byte[] bytes) {
        ByteBuffer buffer = ByteBuffer.wrap(bytes);
        byte[] name = new byte[buffer.getInt()];
        byte[] request = new byte[buffer.getInt()];
        byte[] recalledFacts = new byte[buffer.getInt()];
        buffer.get(name).get(request).get(recalledFacts);
        byte[] response = new byte[buffer.remaining()];
        buffer.get(response);
        return new DecisionPayload(new String(name, UTF_8), request, recalledFacts, response);
    }

    public DecisionRequest readRequest() {
        return DecisionRequest.of(Json.parse(request));
    }

    /// The facts filled in then; names that the dictionary lacks are left out.
    ///
    /// @param asOf the day decided, from which the age of contacts is counted
    public RecalledFacts readRecalledFacts(Dictionary dictionary, LocalDate asOf) {
        return RecalledFacts.of(dictionary, asOf, recalledFacts);
    }

    public DecisionResponseReader readResponse() {
        return DecisionResponseReader.of(response);
    }

    /// The customer of this decision: what the request held, completed with what was recalled then.
    public Checked<DecisionInput, InputFault> readCustomer(CustomerReader reader) {
        return reader.read(readRequest().customer(), null).then(input -> {
            LocalDate asOf = Objects.requireNonNull(input.customer().getAsOf());
            return Checked.valid(readRecalledFacts(reader.dictionary(), asOf).addTo(reader.dictionary(), input));
        });
    }
}
