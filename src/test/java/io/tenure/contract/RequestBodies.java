package io.tenure.contract;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Random;

/// Requests for decisions, and answers to them without what differs from one to the next.
public final class RequestBodies {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);

    private RequestBodies() {}

    static String of(DecisionInput presented) {
        ObjectNode facts = MAPPER.createObjectNode();
        for (Field term : Dictionary.standard().inputs()) {
            Object value = term.kind() == FieldKind.FACT
                    ? presented.customer().value(term.index())
                    : presented.measureOverrides().get(term.name());
            if (value != null && !isHead(term)) {
                facts.set(term.name(), MAPPER.valueToTree(value instanceof LocalDate day ? day.toString() : value));
            }
        }
        return body(
                String.valueOf(presented.customer().getCustomerId()),
                presented.customer().getAsOf(),
                facts);
    }

    /// A customer of whom each fact is known by chance; some contradict themselves, and must be refused.
    public static String random(Random random, int number) {
        ObjectNode facts = MAPPER.createObjectNode();
        double share = random.nextDouble() / 2;
        for (Field term : Dictionary.standard().inputs()) {
            if (isHead(term)) {
                continue;
            }
            if (term.name().equals("relationshipType") || random.nextDouble() < share) {
                facts.set(term.name(), MAPPER.valueToTree(value(term, random)));
            }
        }
        return body("R" + number, AS_OF, facts);
    }

    private static Object value(Field term, Random random) {
        double min = term.min() == null ? -100 : term.min();
        double max = term.max() == null ? min + (random.nextBoolean() ? 10 : 5_000) : term.max();
        return switch (term.type()) {
            case INTEGER -> (long) Math.ceil(min) + random.nextInt((int) Math.min(2_000, Math.floor(max - min)) + 1);
            case NUMBER -> Math.round((min + random.nextDouble() * (max - min)) * 1_000) / 1_000.0;
            case BOOLEAN -> random.nextBoolean();
            case CODE -> term.codes().get(random.nextInt(term.codes().size()));
            case TEXT -> "text " + random.nextInt(100);
            case DATE -> AS_OF.minusDays(random.nextInt(1_500)).toString();
        };
    }

    private static boolean isHead(Field term) {
        return List.of("customerId", "asOf").contains(term.name());
    }

    private static String body(String customerId, LocalDate asOf, ObjectNode facts) {
        try {
            return MAPPER.writeValueAsString(MAPPER.createObjectNode()
                    .put("customerId", customerId)
                    .put("asOf", asOf.toString())
                    .set("facts", facts));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// An answer without its id and its time.
    static JsonNode withoutVaryingFields(byte[] answer) throws IOException {
        JsonNode json = MAPPER.readTree(answer);
        if (json instanceof ObjectNode object) {
            object.remove(List.of("decisionId", "decidedAt"));
        }
        return json;
    }
}
