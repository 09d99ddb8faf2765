package io.tenure.engine;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.text.Message;
import java.lang.classfile.CodeElement;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds outcomes that a rule sets to a value they can't hold, where the value stands in the rule: as a literal, as the
/// branch of a condition, or in a variable that only holds such. Other values are checked when they are written.
final class LiteralOutcomes {
    private static final String BY_NAME = "setOutcome";

    private final Dictionary dictionary;
    private final Map<String, Field> fieldsBySetter = new HashMap<>();

    LiteralOutcomes(Dictionary dictionary) {
        this.dictionary = dictionary;
        for (Field field : dictionary.fields(FieldKind.OUTCOME)) {
            fieldsBySetter.put(
                    "set" + Character.toUpperCase(field.name().charAt(0))
                            + field.name().substring(1),
                    field);
        }
    }

    List<CodeFault> faults(RuleClasses classes) {
        Set<CodeFault> faults = new LinkedHashSet<>();
        classes.models().forEach((name, model) -> {
            for (MethodModel method : model.methods()) {
                if (RuleClasses.isByAuthor(name, method)) {
                    method.code()
                            .ifPresent(code -> invalid(new MethodConstants(code.elementList()))
                                    .forEach((field, values) -> values.forEach(value -> classes.rulesOf(name)
                                            .forEach(rule -> faults.add(fault(rule, field, value))))));
                }
            }
        });
        return List.copyOf(faults);
    }

    private Map<Field, Set<Object>> invalid(MethodConstants constants) {
        Map<Field, Set<Object>> found = new HashMap<>();
        for (int i = 0; i < constants.elements.size(); i++) {
            if (constants.elements.get(i) instanceof InvokeInstruction call
                    && call.owner().asInternalName().startsWith("io/tenure/lifecycle/Decision")) {
                Field field = call.name().equalsString(BY_NAME)
                        ? constants.nameBefore(i).flatMap(dictionary::find).orElse(null)
                        : fieldsBySetter.get(call.name().stringValue());
                if (field != null) {
                    for (Object value : constants.before(i)) {
                        if (!canHold(field, value)) {
                            found.computeIfAbsent(field, _ -> new LinkedHashSet<>())
                                    .add(value);
                        }
                    }
                }
            }
        }
        return found;
    }

    /// Booleans are whole numbers in bytecode, and an outcome set by its name takes a whole number for any.
    private static boolean canHold(Field field, Object value) {
        return switch (field.type()) {
            case BOOLEAN -> value instanceof Integer;
            case NUMBER -> field.accepts(value instanceof Integer whole ? (Object) whole.doubleValue() : value);
            case INTEGER, CODE, TEXT, DATE -> field.accepts(value);
        };
    }

    private static CodeFault fault(String rule, Field field, Object value) {
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

    /// The constants that can be on top of the stack at a place in a method.
    private static final class MethodConstants {
        /// Far more steps than a value in a rule is away from its use.
        private static final int MAX_STEPS = 200;

        private final List<CodeElement> elements;
        private final Map<Integer, List<Integer>> storesBySlot = new HashMap<>();
        private final Map<Label, List<Integer>> jumpsByTarget = new HashMap<>();
        private int steps;

        MethodConstants(List<CodeElement> elements) {
            this.elements = elements;
            for (int i = 0; i < elements.size(); i++) {
                int place = i;
                if (elements.get(i) instanceof StoreInstruction store) {
                    storesBySlot
                            .computeIfAbsent(store.slot(), _ -> new ArrayList<>())
                            .add(place);
                } else if (elements.get(i) instanceof BranchInstruction jump) {
                    jumpsByTarget
                            .computeIfAbsent(jump.target(), _ -> new ArrayList<>())
                            .add(place);
                }
            }
        }

        /// Constants that a place can find on top of the stack; what is no constant is left out.
        Set<Object> before(int place) {
            steps = 0;
            Set<Object> constants = new LinkedHashSet<>();
            collect(place, constants);
            return constants;
        }

        /// The text below the value on top of the stack, where both are written as literals in one go: the name of the
        /// outcome that `setOutcome` sets.
        Optional<String> nameBefore(int place) {
            List<ConstantInstruction> literals = new ArrayList<>();
            for (int i = place - 1; i >= 0 && literals.size() < 2; i--) {
                if (elements.get(i) instanceof ConstantInstruction literal) {
                    literals.add(literal);
                } else if (elements.get(i) instanceof Instruction instruction && !isBoxing(instruction)) {
                    return Optional.empty();
                }
            }
            return literals.size() == 2 && literals.get(1).constantValue() instanceof String name
                    ? Optional.of(name)
                    : Optional.empty();
        }

        private static boolean isBoxing(Instruction instruction) {
            return instruction instanceof InvokeInstruction call && call.name().equalsString("valueOf");
        }

        private void collect(int place, Set<Object> constants) {
            for (int i = place - 1; i >= 0 && steps++ < MAX_STEPS; i--) {
                switch (elements.get(i)) {
                    case LabelTarget target ->
                        jumpsByTarget.getOrDefault(target.label(), List.of()).forEach(jump -> {
                            if (isGoto(jump)) {
                                collect(jump, constants);
                            }
                        });
                    case ConstantInstruction constant -> {
                        addConstant(constant, constants);
                        return;
                    }
                    case LoadInstruction load -> {
                        storesBySlot.getOrDefault(load.slot(), List.of()).forEach(store -> collect(store, constants));
                        return;
                    }
                    // The value is below it.
                    case Instruction boxing when isBoxing(boxing) -> {}
                    case Instruction _ -> {
                        return;
                    }
                    default -> {}
                }
            }
        }

        private boolean isGoto(int place) {
            return elements.get(place) instanceof BranchInstruction jump
                    && (jump.opcode() == Opcode.GOTO || jump.opcode() == Opcode.GOTO_W);
        }

        private static void addConstant(ConstantInstruction constant, Set<Object> constants) {
            if (constant.constantValue() instanceof String
                    || constant.constantValue() instanceof Integer
                    || constant.constantValue() instanceof Double) {
                constants.add(constant.constantValue());
            }
        }
    }
}
