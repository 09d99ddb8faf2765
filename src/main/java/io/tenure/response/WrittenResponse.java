package io.tenure.response;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.tenure.input.DecisionRequest.ExplainLevel;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// A response as it is stored, from which shorter and longer ones are cut.
///
/// @param bytes JSON with every row and rule that matched
/// @param hits where each hit begins and ends in the bytes, in order
/// @param decisive numbers of the hits that decided what matters most, from 0, ascending
public record WrittenResponse(byte[] bytes, List<Span> hits, List<Integer> decisive) {
    private static final JsonFactory FACTORY = new JsonFactory();
    private static final ObjectMapper MAPPER = new ObjectMapper();

    /// From a byte, inclusive, to a byte, exclusive.
    public record Span(int from, int to) {}

    public WrittenResponse {
        hits = List.copyOf(hits);
        decisive = List.copyOf(decisive);
    }

    /// A response that was stored.
    ///
    /// @throws UncheckedIOException if the bytes are not JSON
    public static WrittenResponse of(byte[] bytes) {
        try {
            JsonNode root = MAPPER.readTree(bytes);
            JsonNode hits = root.path(DecisionResponseWriter.HITS);
            return new WrittenResponse(
                    bytes,
                    spans(bytes),
                    DecisiveHits.of(
                            hits.size(),
                            (hit, name) -> hits.path(hit)
                                    .path(DecisionResponseWriter.WROTE)
                                    .path(name)
                                    .textValue(),
                            root.path(DecisionResponseWriter.NEXT_BEST_ACTIONS)
                                    .path(0)
                                    .path("action")
                                    .asText()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static List<Span> spans(byte[] bytes) throws IOException {
        List<Span> hits = new ArrayList<>();
        try (JsonParser json = FACTORY.createParser(bytes)) {
            while (json.nextToken() != null) {
                if (json.currentToken() == JsonToken.FIELD_NAME) {
                    boolean isHits = json.currentName().equals(DecisionResponseWriter.HITS);
                    if (json.nextToken() == JsonToken.START_ARRAY && isHits) {
                        while (json.nextToken() == JsonToken.START_OBJECT) {
                            int from = (int) json.currentTokenLocation().getByteOffset();
                            json.skipChildren();
                            hits.add(new Span(from, (int) json.currentLocation().getByteOffset()));
                        }
                    } else {
                        json.skipChildren();
                    }
                }
            }
        }
        return hits;
    }

    /// As much of the response as a caller asked for.
    ///
    /// @param explanation why everything is as it is, made if all is asked for; null where it can't be told
    public byte[] sent(ExplainLevel level, Supplier<? extends @Nullable Object> explanation) {
        return switch (level) {
            case NONE -> withHits(List.of());
            case SHORT -> withHits(decisive);
            case FULL -> {
                Object full = explanation.get();
                yield full == null ? bytes : withMember("explanation", full);
            }
        };
    }

    /// The response with one more member.
    ///
    /// @param value is written as Jackson writes it
    public byte[] withMember(String name, Object value) {
        try {
            ByteArrayOutputStream longer = new ByteArrayOutputStream(2 * bytes.length);
            longer.write(bytes, 0, bytes.length - 1);
            longer.write(',');
            longer.write(MAPPER.writeValueAsBytes(name));
            longer.write(':');
            longer.write(MAPPER.writeValueAsBytes(value));
            longer.write('}');
            return longer.toByteArray();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private byte[] withHits(List<Integer> kept) {
        if (hits.isEmpty()) {
            return bytes;
        }
        ByteArrayOutputStream cut = new ByteArrayOutputStream(bytes.length);
        cut.write(bytes, 0, hits.getFirst().from());
        for (int i = 0; i < kept.size(); i++) {
            if (i > 0) {
                cut.write(',');
            }
            Span hit = hits.get(kept.get(i));
            cut.write(bytes, hit.from(), hit.to() - hit.from());
        }
        int rest = hits.getLast().to();
        cut.write(bytes, rest, bytes.length - rest);
        return cut.toByteArray();
    }
}
