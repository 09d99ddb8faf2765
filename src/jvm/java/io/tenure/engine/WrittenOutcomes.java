package io.tenure.engine;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.text.Message;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// What a rule may write to outcomes: of a code only such as stand in the rule or are copied, of anything else what is
/// of its type. Computed numbers and texts are held within the outcome's range when they are written.
final class WrittenOutcomes {
    private final ValueTypes types;

    WrittenOutcomes(ValueTypes types) {
        this.types = types;
    }

    /// What is wrong with what a call writes to an outcome.
    ///
    /// @param byName whether the setter takes the outcome's name and any value
    Optional<CodeFault> fault(String rule, Field field, boolean byName, FlowValue value) {
        if (value == FlowValue.NULL) {
            return Optional.empty();
        }
        if (value instanceof FlowValue.Constant(Object constant)) {
            return canHold(field, constant) ? Optional.empty() : Optional.of(invalid(rule, field, constant));
        }
        String type = types.of(value);
        // The compiler knows what the other setters take.
        if (type.isEmpty() ? byName : !fits(field.type(), type)) {
            return Optional.of(CodeFault.notAllowed(
                    rule, RefusedUse.otherOutcome(field.name(), field.type().name())));
        }
        if (field.type() == FieldType.CODE
                && !field.codes().isEmpty()
                && types.field(value)
                        .filter(copied -> copied.type() == FieldType.CODE
                                && !copied.codes().isEmpty()
                                && field.codes().containsAll(copied.codes()))
                        .isEmpty()) {
            return Optional.of(CodeFault.notAllowed(rule, RefusedUse.computedCode(field.name(), field.codes())));
        }
        return Optional.empty();
    }

    private static boolean fits(FieldType outcome, String type) {
        return switch (outcome) {
            case NUMBER -> ValueTypes.isSubclass(type, "java/lang/Number");
            case INTEGER -> type.matches("java/lang/(Integer|Long|Short|Byte)");
            case BOOLEAN, CODE, TEXT, DATE -> type.equals(ValueTypes.internalName(outcome.javaType()));
        };
    }

    /// Truths may be whole numbers in bytecode.
    private static boolean canHold(Field field, Object value) {
        return switch (field.type()) {
            case BOOLEAN -> value instanceof Integer || value instanceof Boolean;
            case NUMBER -> field.accepts(value instanceof Number number ? (Object) number.doubleValue() : value);
            case INTEGER ->
                field.accepts(value instanceof Long number && number == number.intValue() ? number.intValue() : value);
            case CODE, TEXT, DATE -> field.accepts(value);
        };
    }

    private static CodeFault invalid(String rule, Field field, Object value) {
        String nearest = Dictionary.nearest(value.toString(), field.codes()).orElse("");
        return new CodeFault(
                CodeFault.Kind.INVALID_OUTCOME,
                rule,
                value.toString(),
                Message.of("engine.invalid-outcome.message", "name", field.name(), "value", value.toString()),
                !nearest.isEmpty()
                        ? Message.of("engine.invalid-outcome.nearest", "nearest", nearest)
                        : field.codes().isEmpty()
                                ? Message.of(
                                        "engine.invalid-outcome.range",
                                        "min",
                                        bound(field.min()),
                                        "max",
                                        bound(field.max()))
                                : Message.of("engine.invalid-outcome.codes", "codes", field.codes()));
    }

    private static String bound(@Nullable Double bound) {
        return bound == null ? "…" : bound.toString();
    }
}
