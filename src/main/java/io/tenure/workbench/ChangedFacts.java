package io.tenure.workbench;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.tenure.bundle.Ruleset;
import io.tenure.input.CustomerIds;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.record.DecisionPayload;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// The facts of a stored request in a form, where people change them to see what would be decided.
final class ChangedFacts {
    private static final ObjectMapper MAPPER =
            new ObjectMapper().enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS);
    private static final String FACTS = "facts";
    private static final String AS_OF = "asOf";

    /// Longer ones would make numbers of millions of digits.
    private static final int MAX_NUMBER_LENGTH = 40;

    private ChangedFacts() {}

    /// @param known facts that the request has, or the form
    /// @param others facts that neither has
    record Inputs(List<FactInput> known, List<FactInput> others) {}

    /// A fact of the form.
    ///
    /// @param field of the form
    /// @param type of the field: text, date, number or choice
    /// @param choices of a code or of yes and no; empty for every other type
    /// @param hint meaning, unit and range
    /// @param changed whether the value differs from the stored one
    record FactInput(
            String field,
            String label,
            String code,
            String type,
            String value,
            List<FactChoice> choices,
            String hint,
            boolean changed) {}

    /// A value that can be chosen.
    record FactChoice(String value, String label, boolean chosen) {}

    /// The stored request with the facts of the form; those that it doesn't contain stay as they are, and empty ones
    /// are left out.
    static DecisionPayload of(DecisionPayload stored, Dictionary dictionary, PageRequest form) {
        ObjectNode request = read(stored.request());
        ObjectNode facts = request.path(FACTS) instanceof ObjectNode known ? known : request.putObject(FACTS);
        for (Field field : inputs(dictionary)) {
            String typed = form.field(name(field));
            if (typed == null) {
                continue;
            }
            String text = typed.strip();
            if (text.isEmpty()) {
                facts.remove(field.name());
            } else if (!text.equals(text(facts.path(field.name())))) {
                put(facts, field, text);
            }
        }
        try {
            return new DecisionPayload(
                    stored.caller(), MAPPER.writeValueAsBytes(request), stored.recalledFacts(), stored.response());
        } catch (JsonProcessingException e) {
            throw new UncheckedIOException(e);
        }
    }

    /// What doesn't fit the type stays a text, whose fault the reader tells.
    private static void put(ObjectNode facts, Field field, String text) {
        if (field.type().isNumeric() && text.length() <= MAX_NUMBER_LENGTH) {
            try {
                facts.put(field.name(), new BigDecimal(text));
                return;
            } catch (NumberFormatException _) {
                // Told by the reader.
            }
        }
        switch (text) {
            case "true" -> facts.put(field.name(), true);
            case "false" -> facts.put(field.name(), false);
            default -> facts.put(field.name(), text);
        }
    }

    /// @param before the stored request
    /// @param shown the request whose values the form has
    static Inputs inputs(DecisionPayload before, DecisionPayload shown, Ruleset ruleset, Locale locale) {
        JsonNode old = read(before.request()).path(FACTS);
        JsonNode now = read(shown.request()).path(FACTS);
        List<FactInput> known = new ArrayList<>();
        List<FactInput> others = new ArrayList<>();
        for (Field field : inputs(ruleset.dictionary())) {
            String value = text(now.path(field.name()));
            String stored = text(old.path(field.name()));
            FactInput input = new FactInput(
                    name(field),
                    CodeLabels.of(field, locale),
                    field.name(),
                    type(field),
                    value,
                    choices(field, value, ruleset, locale),
                    TableTexts.hint(field, locale),
                    !value.equals(stored));
            (value.isEmpty() && stored.isEmpty() ? others : known).add(input);
        }
        return new Inputs(known, others);
    }

    /// Whom and which day the decision is about stays as it is.
    private static List<Field> inputs(Dictionary dictionary) {
        return dictionary.inputs().stream()
                .filter(field ->
                        !field.name().equals(CustomerIds.NAME) && !field.name().equals(AS_OF))
                .toList();
    }

    private static String name(Field field) {
        return "fact." + field.name();
    }

    private static String type(Field field) {
        return switch (field.type()) {
            case INTEGER, NUMBER -> "number";
            case DATE -> "date";
            case CODE, BOOLEAN -> "choice";
            case TEXT -> "text";
        };
    }

    private static List<FactChoice> choices(Field field, String value, Ruleset ruleset, Locale locale) {
        return switch (field.type()) {
            case BOOLEAN ->
                List.of(
                        new FactChoice("true", CellText.truth(true, locale), value.equals("true")),
                        new FactChoice("false", CellText.truth(false, locale), value.equals("false")));
            case CODE ->
                field.codes().stream()
                        .map(code -> new FactChoice(code, CodeLabels.of(ruleset, code, locale), code.equals(value)))
                        .toList();
            default -> List.of();
        };
    }

    private static String text(@Nullable JsonNode value) {
        return value == null || value.isNull() || value.isMissingNode()
                ? ""
                : value.isBigDecimal() ? value.decimalValue().toPlainString() : value.asText();
    }

    private static ObjectNode read(byte[] request) {
        try {
            return (ObjectNode) MAPPER.readTree(request);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
