package io.tenure.engine;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.FieldType;
import io.tenure.lifecycle.Parameters;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.Method;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// The calls of facts and of a decision in a rule: what they give, and what they can take.
final class FactCalls {
    /// Facts of which a decision has one, so that it is the same however a rule reaches it.
    private static final Map<String, String> SINGLE = Map.of(
            "io/tenure/lifecycle/Customer", "customer",
            "io/tenure/lifecycle/CustomerFacts", "customer",
            "io/tenure/lifecycle/Measures", "measures",
            "io/tenure/lifecycle/MeasureValues", "measures",
            "io/tenure/lifecycle/Decision", "decision",
            "io/tenure/lifecycle/DecisionOutcomes", "decision");

    /// The setter that takes the outcome's name first.
    private static final String BY_NAME = "setOutcome";

    private final RuleFaults faults;
    private final Dictionary dictionary;
    private final @Nullable Parameters parameters;
    private final ValueTypes types;
    private final WrittenOutcomes outcomes;
    private final Map<InvokeInstruction, FlowValue> namesByCall = new HashMap<>();

    FactCalls(RuleFaults faults, Dictionary dictionary, @Nullable Parameters parameters, ValueTypes types) {
        this.faults = faults;
        this.dictionary = dictionary;
        this.parameters = parameters;
        this.types = types;
        this.outcomes = new WrittenOutcomes(types);
    }

    /// A method of a fact: what it needs is annotated there, and whether it may give null.
    FlowValue result(InvokeInstruction call, FlowValue receiver, List<FlowValue> given, Set<String> known) {
        String owner = call.owner().asInternalName();
        String name = call.name().stringValue();
        Method method = method(owner, name, given.size());
        if (method == null) {
            return FlowValue.PRESENT;
        }
        for (int i = 0; i < given.size(); i++) {
            if (!method.getAnnotatedParameterTypes()[i].isAnnotationPresent(Nullable.class)) {
                faults.require(given.get(i), known);
            }
        }
        checkLiterals(call, given);
        String root = SINGLE.getOrDefault(owner, receiver instanceof FlowValue.Fact(String path) ? path : "");
        if (!given.isEmpty()) {
            if (name.startsWith("set")) {
                String written = name.equals(BY_NAME) && given.getFirst() instanceof FlowValue.Constant(String outcome)
                        ? outcome
                        : property(name);
                known.remove(root + "." + written);
                known.remove(root + ".outcome[" + written + "]");
                if (isSure(given.getLast(), known)) {
                    known.add(root + "." + written);
                }
            }
            return FlowValue.PRESENT;
        }
        String property = property(name);
        String path = root + "." + property;
        types.put(path, call.typeSymbol().returnType());
        if (!method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class)
                || dictionary.find(property).filter(Field::isAlwaysKnown).isPresent()) {
            return new FlowValue.Fact(path);
        }
        return new FlowValue.Optional(path, property);
    }

    /// Whether an outcome has a value after it was written: a computed number may be none.
    private boolean isSure(FlowValue value, Set<String> known) {
        return switch (value) {
            case FlowValue.Null _ -> false;
            case FlowValue.Optional(String path, String _) -> known.contains(path);
            case FlowValue.Present(String type) ->
                !type.equals("java/lang/Double") && !type.equals("java/lang/Float") && !type.isEmpty();
            default -> true;
        };
    }

    /// Names have to stand in the rule, and so has what is too long or nothing where that is not allowed.
    private void checkLiterals(InvokeInstruction call, List<FlowValue> given) {
        String owner = call.owner().asInternalName();
        String name = call.name().stringValue();
        switch (name) {
            case "get" -> {
                if (owner.endsWith("/Parameters")
                        && isNamed(call, given.getFirst())
                        && given.getFirst() instanceof FlowValue.Constant(String parameter)
                        && parameters != null
                        && !parameters.has(parameter)) {
                    faults.add(CodeFault.unknownParameter(faults.rule(), parameter, parameters.names()));
                }
            }
            case BY_NAME -> {
                if (isNamed(call, given.getFirst()) && given.getFirst() instanceof FlowValue.Constant(String outcome)) {
                    types.field(outcome, FieldKind.OUTCOME)
                            .ifPresentOrElse(
                                    field -> checkWritten(field, true, given.getLast()),
                                    () -> faults.refuse(RefusedUse.unknownName("outcome[\"" + outcome + "\"]")));
                }
            }
            case "signal" -> {
                checkCode(name, "signal.code", given.get(0));
                checkLiteral("signal.points", given.get(1));
            }
            case "exclude" -> checkCode(name, "exclusion.code", given.get(owner.endsWith("/Candidate") ? 0 : 1));
            case "excludeChannel" -> {
                checkCode(name, "exclusion.code", given.get(0));
                checkCode(name, "exclusion.code", given.get(1));
            }
            default -> {
                if (given.size() == 1 && name.startsWith("set")) {
                    types.field(property(name), FieldKind.OUTCOME)
                            .ifPresent(field -> checkWritten(field, false, given.getFirst()));
                }
            }
        }
        for (FlowValue value : given) {
            if (value instanceof FlowValue.Constant(String text) && text.length() > Field.MAX_TEXT_LENGTH) {
                faults.refuse(RefusedUse.longText(Field.MAX_TEXT_LENGTH));
            }
        }
    }

    private void checkWritten(Field outcome, boolean byName, FlowValue value) {
        outcomes.fault(faults.rule(), outcome, byName, value).ifPresent(faults::add);
    }

    /// Whether a call names what it asks for or writes, and always the same.
    private boolean isNamed(InvokeInstruction call, FlowValue name) {
        FlowValue before = namesByCall.putIfAbsent(call, name);
        boolean named = name instanceof FlowValue.Constant && (before == null || before.equals(name));
        if (!named) {
            faults.refuse(RefusedUse.computedName(call.name().stringValue()));
        }
        return named;
    }

    /// A short name stands in the rule, or is the code of a fact.
    private void checkCode(String method, String field, FlowValue value) {
        if (value instanceof FlowValue.Constant) {
            checkLiteral(field, value);
        } else if (types.field(value)
                .filter(read -> read.type() == FieldType.CODE)
                .isEmpty()) {
            faults.refuse(RefusedUse.computedName(method));
        }
    }

    private void checkLiteral(String field, FlowValue value) {
        if (value instanceof FlowValue.Constant(Object constant)
                && (constant.toString().isBlank() || !dictionary.require(field).accepts(constant))) {
            faults.refuse(RefusedUse.invalidLiteral(field, constant.toString()));
        }
    }

    /// @param method a getter or setter
    private static String property(String method) {
        String name = method.replaceFirst("^(get|is|set)(?=[A-Z])", "");
        return Character.toLowerCase(name.charAt(0)) + name.substring(1);
    }

    private static @Nullable Method method(String owner, String name, int parameters) {
        try {
            return Arrays.stream(Class.forName(owner.replace('/', '.')).getMethods())
                    .filter(method -> method.getName().equals(name) && method.getParameterCount() == parameters)
                    .findFirst()
                    .orElse(null);
        } catch (ClassNotFoundException _) {
            // Not a fact; the compiler says so.
            return null;
        }
    }
}
