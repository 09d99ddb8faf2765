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

/// Requests for decisions, and their responses without the fields that differ between decisions.
public final class RequestBodies {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final LocalDate AS_OF = LocalDate.of(2026, 6, 30);

    private RequestBodies() {}

    static String of(DecisionInput presented) {
        ObjectNode facts = MAPPER.createObjectNode();
        for (Field field : Dictionary.standard().inputs()) {
            Object value = field.kind() == FieldKind.FACT
                    ? presented.customer().value(field.index())
                    : presented.measureOverrides().get(field.name());
            if (value != null && !isHead(field)) {
                facts.set(field.name(), MAPPER.valueToTree(value instanceof LocalDate day ? day.toString() : value));
            }
        }
        ObjectNode attributes = MAPPER.createObjectNode();
        presented.customer().known().forEach((name, value) -> {
            if (Dictionary.standard().find(name).isEmpty()) {
                attributes.set(name, MAPPER.valueToTree(value instanceof LocalDate day ? day.toString() : value));
            }
        });
        return body(
                String.valueOf(presented.customer().getCustomerId()),
                presented.customer().getAsOf(),
                facts,
                attributes);
    }

    /// A random customer: each fact is known or not; some are contradictory and must be rejected.
    public static String random(Random random, int number) {
        ObjectNode facts = MAPPER.createObjectNode();
        double share = random.nextDouble() / 2;
        for (Field field : Dictionary.standard().inputs()) {
            if (isHead(field)) {
                continue;
            }
            if (field.name().equals("relationshipType") || random.nextDouble() < share) {
                facts.set(field.name(), MAPPER.valueToTree(value(field, random)));
            }
        }
        return body("R" + number, AS_OF, facts, MAPPER.createObjectNode());
    }

    private static Object value(Field field, Random random) {
        double min = field.min() == null ? -100 : field.min();
        double max = field.max() == null ? min + (random.nextBoolean() ? 10 : 5_000) : field.max();
        return switch (field.type()) {
            case INTEGER -> (long) Math.ceil(min) + random.nextInt((int) Math.min(2_000, Math.floor(max - min)) + 1);
            case NUMBER -> Math.round((min + random.nextDouble() * (max - min)) * 1_000) / 1_000.0;
            case BOOLEAN -> random.nextBoolean();
            case CODE -> field.codes().get(random.nextInt(field.codes().size()));
            case TEXT -> "text " + random.nextInt(100);
            case DATE -> AS_OF.minusDays(random.nextInt(1_500)).toString();
        };
    }

    private static boolean isHead(Field field) {
        return List.of("customerId", "asOf").contains(field.name());
    }

    private static String body(String customerId, LocalDate asOf, ObjectNode facts, ObjectNode attributes) {
        try {
            return MAPPER.writeValueAsString(MAPPER.createObjectNode()
                    .put("customerId", customerId)
                    .put("asOf", asOf.toString())
                    .<ObjectNode>set("facts", facts)
                    .set("attributes", attributes));
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    /// A response without id and time.
    static JsonNode withoutVaryingFields(byte[] response) throws IOException {
        JsonNode json = MAPPER.readTree(response);
        if (json instanceof ObjectNode object) {
            object.remove(List.of("decisionId", "decidedAt"));
        }
        return json;
    }
}
