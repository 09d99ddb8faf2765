package io.tenure.engine;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Parameters;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.constant.ConstantDescs;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the calls of a rule give, which values they need, and which of those may be unknown.
final class RuleCalls implements ValueFlow.Calls {
    private static final String FACTS = "io/tenure/lifecycle/";
    private static final String COMPARISONS = "org/drools/modelcompiler/util/EvaluationUtil";

    /// Functions of Java that take null.
    private static final Pattern TAKES_NULL = Pattern.compile(
            "java/lang/String\\.(valueOf|equals|equalsIgnoreCase)|java/lang/StringBuilder\\.append|java/util/Objects\\.\\w+"
                    + "|java/util/Map\\.\\w+|[\\w/$]+\\.equals|org/drools/.*");

    /// Operators that fail on null.
    private static final Pattern STRING_OPERATOR = Pattern.compile(".*/String\\w+Operator");

    private static final Pattern BOX = Pattern.compile("java/lang/(Boolean|Byte|Short|Integer|Long|Float|Double)");

    private static final String NUMBER = "java/lang/Number";

    private final RuleFaults faults;
    private final ValueTypes types;
    private final FactCalls facts;

    /// @param faults receives what is wrong
    /// @param parameters those that rules may ask for; null where they are not known yet
    RuleCalls(RuleFaults faults, Dictionary dictionary, @Nullable Parameters parameters) {
        this.faults = faults;
        this.types = new ValueTypes(dictionary);
        this.facts = new FactCalls(faults, dictionary, parameters, types);
    }

    ValueTypes types() {
        return types;
    }

    @Override
    public void division(FlowValue divisor) {
        if (!(divisor instanceof FlowValue.Constant(Number number)) || number.longValue() == 0) {
            faults.refuse(RefusedUse.division());
        }
    }

    @Override
    public FlowValue result(InvokeInstruction call, List<FlowValue> arguments, Set<String> known) {
        FlowValue result = known(call, arguments, known);
        return result.equals(FlowValue.PRESENT)
                ? FlowValue.Present.of(call.typeSymbol().returnType())
                : result;
    }

    private FlowValue known(InvokeInstruction call, List<FlowValue> arguments, Set<String> known) {
        String owner = call.owner().asInternalName();
        String name = call.name().stringValue();
        boolean isStatic = call.opcode() == Opcode.INVOKESTATIC;
        if (!isStatic) {
            faults.require(arguments.getFirst(), known);
            known.addAll(ValueFlow.paths(arguments.getFirst()));
        }
        List<FlowValue> given = isStatic ? arguments : arguments.subList(1, arguments.size());
        if (owner.startsWith(FACTS)) {
            return facts.result(call, arguments.getFirst(), given, known);
        }
        if (owner.equals(COMPARISONS)) {
            if (!name.endsWith("quals")) {
                checkTypes(given);
            }
            return comparison(name, given);
        }
        if (name.equals("eval")) {
            if (given.getFirst() instanceof FlowValue.Constant(String operator)) {
                checkOperator(operator, given, known);
            }
            return new FlowValue.Test(ValueFlow.paths(given.get(1)), Set.of());
        }
        if (!TAKES_NULL.matcher(owner + "." + name).matches()) {
            given.forEach(value -> faults.require(value, known));
        }
        return switch (owner + "." + name) {
            case "java/util/Map.get" -> entry(arguments.getFirst(), given.getFirst());
            case "java/util/Objects.nonNull" -> new FlowValue.Test(ValueFlow.paths(given.getFirst()), Set.of());
            case "java/util/Objects.isNull" -> new FlowValue.Test(Set.of(), ValueFlow.paths(given.getFirst()));
            case "java/util/Objects.requireNonNullElse" -> {
                faults.require(given.getLast(), known);
                yield either(given.getFirst(), given.getLast());
            }
            case "java/math/BigDecimal.valueOf" -> {
                if (call.typeSymbol().parameterType(0).equals(ConstantDescs.CD_double)
                        && !types.isFinite(given.getFirst())) {
                    faults.refuse(RefusedUse.computedDecimal());
                }
                yield FlowValue.PRESENT;
            }
            case "java/lang/Comparable.compareTo" -> {
                String type = types.of(arguments.getFirst());
                if (type.isEmpty() || !type.equals(types.of(given.getFirst()))) {
                    faults.refuse(RefusedUse.ofCode("java.lang.Comparable.compareTo"));
                }
                yield FlowValue.PRESENT;
            }
            case "java/time/LocalDate.plusDays",
                    "java/time/LocalDate.plusWeeks",
                    "java/time/LocalDate.plusMonths",
                    "java/time/LocalDate.minusDays",
                    "java/time/LocalDate.minusWeeks",
                    "java/time/LocalDate.minusMonths" -> {
                FlowValue count = given.getFirst();
                boolean isNear = count instanceof FlowValue.Small
                        || (count instanceof FlowValue.Constant(Number number)
                                && Math.abs(number.doubleValue()) <= Integer.MAX_VALUE);
                if (!isNear) {
                    faults.refuse(RefusedUse.computedDate());
                }
                yield FlowValue.PRESENT;
            }
            case "java/time/LocalDate.of", "java/time/LocalDate.parse", "java/time/LocalDate.withDayOfMonth" -> {
                date(name, given);
                yield FlowValue.PRESENT;
            }
            default -> {
                if (name.equals("valueOf") && BOX.matcher(owner).matches()) {
                    yield boxed(given.getFirst(), owner);
                }
                if (name.equals("booleanValue") && arguments.getFirst() instanceof FlowValue.Constant(Boolean truth)) {
                    yield new FlowValue.Constant(truth ? 1 : 0);
                }
                if (name.endsWith("Value") && BOX.matcher(owner).matches() && isUnboxed(call, arguments.getFirst())) {
                    yield arguments.getFirst();
                }
                if (name.equals("booleanValue") && arguments.getFirst() instanceof FlowValue.Test test) {
                    yield test;
                }
                boolean compares = name.equals("equals") || name.equals("equalsIgnoreCase");
                yield compares && !isStatic
                        ? new FlowValue.Test(ValueFlow.paths(given.getFirst()), Set.of())
                        : FlowValue.PRESENT;
            }
        };
    }

    @Override
    public void cast(FlowValue value, String type) {
        Optional<Field> byName = types.fieldByName(value);
        if (types.isA(value, type)) {
            return;
        }
        if (byName.isPresent()) {
            refuseOtherType(byName.get());
        } else {
            faults.refuse(RefusedUse.cast(type.substring(type.lastIndexOf('/') + 1)));
        }
    }

    private void refuseOtherType(Field field) {
        String map = field.kind() == FieldKind.OUTCOME ? "outcome" : "attribute";
        faults.refuse(RefusedUse.otherType(
                map + "[\"" + field.name() + "\"]", field.type().name()));
    }

    /// A value of an attribute is greater or less only than one of its own type.
    private void checkTypes(List<FlowValue> given) {
        String first = comparable(given.getFirst());
        String last = comparable(given.getLast());
        if (!first.isEmpty() && !last.isEmpty() && !first.equals(last)) {
            given.stream()
                    .flatMap(value -> types.fieldByName(value).stream())
                    .findFirst()
                    .ifPresent(this::refuseOtherType);
        }
    }

    private String comparable(FlowValue value) {
        String type = types.of(value);
        return ValueTypes.isSubclass(type, NUMBER) ? NUMBER : type;
    }

    /// One of two values, of which the first is used where it is known.
    private FlowValue either(FlowValue first, FlowValue last) {
        if (first instanceof FlowValue.Optional(String path, String _)
                && last instanceof FlowValue.Constant(Object constant)
                && types.field(first).filter(field -> field.accepts(constant)).isPresent()) {
            return new FlowValue.Fact(path);
        }
        String type = types.of(first);
        return type.equals(types.of(last)) ? new FlowValue.Present(type) : FlowValue.PRESENT;
    }

    private FlowValue boxed(FlowValue value, String box) {
        if (value instanceof FlowValue.Constant(Integer truth) && box.endsWith("/Boolean")) {
            return new FlowValue.Constant(truth != 0);
        }
        return types.of(value).equals(box) ? value : new FlowValue.Present(box);
    }

    /// Whether a call gives the number that a box holds, as it is.
    private boolean isUnboxed(InvokeInstruction call, FlowValue box) {
        return FlowValue.Present.of(call.typeSymbol().returnType()).equals(new FlowValue.Present(types.of(box)));
    }

    /// Drools' operators that fail on null, unless they ask for a text that stands in the rule.
    private void checkOperator(String operator, List<FlowValue> given, Set<String> known) {
        if (STRING_OPERATOR.matcher(operator).matches()) {
            given.forEach(value -> faults.require(value, known));
            cast(given.get(1), "java/lang/String");
        } else if (!operator.endsWith("/InOperator")
                && !(given.getLast() instanceof FlowValue.Elements(List<FlowValue> asked)
                        && asked.stream().allMatch(FlowValue.Constant.class::isInstance))) {
            given.forEach(value -> faults.require(value, known));
        }
    }

    private static FlowValue comparison(String name, List<FlowValue> given) {
        if (given.size() != 2) {
            return FlowValue.PRESENT;
        }
        Set<String> both = new HashSet<>(ValueFlow.paths(given.getFirst()));
        both.addAll(ValueFlow.paths(given.getLast()));
        boolean withNull = given.contains(FlowValue.NULL);
        boolean withKnown =
                given.stream().anyMatch(value -> !(value instanceof FlowValue.Optional) && value != FlowValue.NULL);
        return switch (name) {
            case "areNullSafeEquals", "areNumbersNullSafeEquals", "equals" ->
                new FlowValue.Test(withKnown ? both : Set.of(), withNull ? both : Set.of());
            case "notEquals" -> new FlowValue.Test(withNull ? both : Set.of(), withKnown ? both : Set.of());
            default -> new FlowValue.Test(both, Set.of());
        };
    }

    private void date(String name, List<FlowValue> given) {
        try {
            List<Object> values = new ArrayList<>();
            for (FlowValue value : given) {
                if (!(value instanceof FlowValue.Constant(Object constant))) {
                    faults.refuse(RefusedUse.computedDate());
                    return;
                }
                values.add(constant);
            }
            if (name.equals("parse")) {
                LocalDate.parse(values.getFirst().toString());
            } else if (name.equals("of")) {
                LocalDate.of((int) values.get(0), (int) values.get(1), (int) values.get(2));
            } else {
                LocalDate.of(2023, 2, (int) values.getFirst());
            }
        } catch (DateTimeException | ClassCastException _) {
            faults.refuse(RefusedUse.computedDate());
        }
    }

    /// An entry of `attribute` or `outcome`, any of which may be unknown.
    private FlowValue entry(FlowValue map, FlowValue key) {
        String path = map instanceof FlowValue.Fact(String fact) ? fact : "";
        String mapName = path.substring(path.lastIndexOf('.') + 1);
        if (!(key instanceof FlowValue.Constant(String name))) {
            return new FlowValue.Optional(path + "[]", mapName + "[…]");
        }
        String written = mapName + "[\"" + name + "\"]";
        if (types.field(name, mapName.equals("outcome") ? FieldKind.OUTCOME : FieldKind.FACT)
                .isEmpty()) {
            faults.refuse(RefusedUse.unknownName(written));
        }
        return new FlowValue.Optional(path + "[" + name + "]", written);
    }
}
