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
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// Finds outcomes that a rule sets to a value they can't hold, where the value stands in the rule: as a literal, as the
/// branch of a condition, or in a variable that only holds such. Other values are checked when they are written.
final class LiteralOutcomes {
    private final Map<String, Field> fieldsBySetter = new HashMap<>();

    LiteralOutcomes(Dictionary dictionary) {
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
                Field field = fieldsBySetter.get(call.name().stringValue());
                if (field != null) {
                    for (Object value : constants.before(i)) {
                        if (!field.accepts(value)) {
                            found.computeIfAbsent(field, _ -> new LinkedHashSet<>())
                                    .add(value);
                        }
                    }
                }
            }
        }
        return found;
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
                    // Boxing; the value is below it.
                    case InvokeInstruction call when call.name().equalsString("valueOf") -> {}
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
