package io.tenure.engine;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.Method;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the calls of a rule give, which values they need, and which of those may be unknown.
final class RuleCalls implements ValueFlow.Calls {
    private static final String FACTS = "io/tenure/lifecycle/";
    private static final String COMPARISONS = "org/drools/modelcompiler/util/EvaluationUtil";

    /// Facts of which a decision has one, so that it is the same however a rule reaches it.
    private static final Map<String, String> SINGLE = Map.of(
            FACTS + "Customer", "customer",
            FACTS + "CustomerFacts", "customer",
            FACTS + "Measures", "measures",
            FACTS + "MeasureValues", "measures",
            FACTS + "Decision", "decision",
            FACTS + "DecisionOutcomes", "decision");

    /// Functions of Java that take null.
    private static final Pattern TAKES_NULL = Pattern.compile(
            "java/lang/String\\.(valueOf|equals|equalsIgnoreCase)|java/lang/StringBuilder\\.append|java/util/Objects\\.\\w+"
                    + "|java/util/Map\\.\\w+|[\\w/$]+\\.equals|org/drools/.*");

    /// Operators that fail on null.
    private static final Pattern STRING_OPERATOR = Pattern.compile(".*/String\\w+Operator");

    private static final Pattern BOX = Pattern.compile("java/lang/(Boolean|Byte|Short|Integer|Long|Float|Double)");

    private final Dictionary dictionary;
    private final Set<RefusedUse> refused = new LinkedHashSet<>();
    private boolean quiet;

    RuleCalls(Dictionary dictionary) {
        this.dictionary = dictionary;
    }

    /// What is to be refused, in the order in which it was met.
    Set<RefusedUse> refused() {
        return refused;
    }

    /// Follows code to learn what it gives, without refusing anything.
    void quietly(Runnable follow) {
        quiet = true;
        follow.run();
        quiet = false;
    }

    void refuse(RefusedUse use) {
        if (!quiet) {
            refused.add(use);
        }
    }

    /// Refuses a value that may be unknown where it has to be there.
    void require(FlowValue value, Set<String> known) {
        if (value == FlowValue.NULL) {
            refuse(RefusedUse.ofCode("null"));
        } else if (value instanceof FlowValue.Optional optional && !known.contains(optional.path())) {
            refuse(RefusedUse.unknownValue(optional.name()));
        }
    }

    @Override
    public void division(FlowValue divisor) {
        if (!(divisor instanceof FlowValue.Constant(Number number)) || number.longValue() == 0) {
            refuse(RefusedUse.division());
        }
    }

    @Override
    public FlowValue result(InvokeInstruction call, List<FlowValue> arguments, Set<String> known) {
        String owner = call.owner().asInternalName();
        String name = call.name().stringValue();
        boolean isStatic = call.opcode() == Opcode.INVOKESTATIC;
        if (!isStatic) {
            require(arguments.getFirst(), known);
            known.addAll(ValueFlow.paths(arguments.getFirst()));
        }
        List<FlowValue> given = isStatic ? arguments : arguments.subList(1, arguments.size());
        if (owner.startsWith(FACTS)) {
            return ofFact(call, arguments.getFirst(), given, known);
        }
        if (owner.equals(COMPARISONS)) {
            if (!name.endsWith("quals")) {
                checkTypes(given);
            }
            return comparison(name, given);
        }
        if (name.equals("eval")) {
            if (given.getFirst() instanceof FlowValue.Constant(String operator)
                    && STRING_OPERATOR.matcher(operator).matches()) {
                given.forEach(value -> require(value, known));
                cast(given.get(1), "java/lang/String");
            }
            return new FlowValue.Test(ValueFlow.paths(given.get(1)), Set.of());
        }
        if (!TAKES_NULL.matcher(owner + "." + name).matches()) {
            given.forEach(value -> require(value, known));
        }
        return switch (owner + "." + name) {
            case "java/util/Map.get" -> entry(arguments.getFirst(), given.getFirst());
            case "java/util/Objects.nonNull" -> new FlowValue.Test(ValueFlow.paths(given.getFirst()), Set.of());
            case "java/util/Objects.isNull" -> new FlowValue.Test(Set.of(), ValueFlow.paths(given.getFirst()));
            case "java/util/Objects.requireNonNullElse" -> {
                require(given.getLast(), known);
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
                    refuse(RefusedUse.computedDate());
                }
                yield FlowValue.PRESENT;
            }
            case "java/time/LocalDate.of", "java/time/LocalDate.parse", "java/time/LocalDate.withDayOfMonth" -> {
                date(name, given);
                yield FlowValue.PRESENT;
            }
            default -> {
                if (name.equals("valueOf") && BOX.matcher(owner).matches()) {
                    yield given.getFirst();
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

    /// The field whose value was read by its name, of which the compiler doesn't know the type.
    private Optional<Field> field(FlowValue value) {
        String path = value instanceof FlowValue.Optional(String read, String _)
                ? read
                : value instanceof FlowValue.Fact(String read) ? read : "";
        int bracket = path.indexOf('[');
        return bracket < 0 ? Optional.empty() : dictionary.find(path.substring(bracket + 1, path.length() - 1));
    }

    @Override
    public void cast(FlowValue value, String type) {
        field(value).filter(field -> !isType(type, field)).ifPresent(this::refuseOtherType);
    }

    private static boolean isType(String type, Field field) {
        try {
            return Class.forName(type.replace('/', '.'))
                    .isAssignableFrom(field.type().javaType());
        } catch (ClassNotFoundException _) {
            return true;
        }
    }

    private void refuseOtherType(Field field) {
        String map = field.kind() == FieldKind.OUTCOME ? "outcome" : "attribute";
        refuse(RefusedUse.otherType(
                map + "[\"" + field.name() + "\"]", field.type().name()));
    }

    /// A value of an attribute is greater or less only than one of its own type.
    private void checkTypes(List<FlowValue> given) {
        Optional<Class<?>> first = comparable(given.getFirst());
        Optional<Class<?>> last = comparable(given.getLast());
        if (first.isPresent() && last.isPresent() && !first.equals(last)) {
            given.stream().flatMap(value -> field(value).stream()).findFirst().ifPresent(this::refuseOtherType);
        }
    }

    private Optional<Class<?>> comparable(FlowValue value) {
        Class<?> type = switch (value) {
            case FlowValue.Constant(Object constant) -> constant.getClass();
            case FlowValue.Optional(String path, String _) -> typeAt(path);
            case FlowValue.Fact(String path) -> typeAt(path);
            default -> null;
        };
        return Optional.ofNullable(type).map(known -> Number.class.isAssignableFrom(known) ? Number.class : known);
    }

    private @Nullable Class<?> typeAt(String path) {
        String name = path.replaceFirst("^.*[.\\[]", "").replace("]", "");
        return dictionary
                .find(name)
                .<Class<?>>map(field -> field.type().javaType())
                .orElse(null);
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
                    refuse(RefusedUse.computedDate());
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
            refuse(RefusedUse.computedDate());
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
        if (!isNamed(name, mapName.equals("outcome") ? FieldKind.OUTCOME : FieldKind.FACT)) {
            refuse(RefusedUse.unknownName(written));
        }
        return new FlowValue.Optional(path + "[" + name + "]", written);
    }

    private boolean isNamed(String name, FieldKind kind) {
        return dictionary.find(name).filter(field -> field.kind() == kind).isPresent();
    }

    /// A method of a fact: what it needs is annotated there, and whether it may give null.
    private FlowValue ofFact(InvokeInstruction call, FlowValue receiver, List<FlowValue> given, Set<String> known) {
        String owner = call.owner().asInternalName();
        String name = call.name().stringValue();
        Method method = method(owner, name, given.size());
        if (method == null) {
            return FlowValue.PRESENT;
        }
        for (int i = 0; i < given.size(); i++) {
            if (!method.getAnnotatedParameterTypes()[i].isAnnotationPresent(Nullable.class)) {
                require(given.get(i), known);
            }
        }
        checkLiterals(owner, name, given);
        String root = SINGLE.getOrDefault(owner, receiver instanceof FlowValue.Fact(String path) ? path : "");
        if (!given.isEmpty()) {
            if (name.startsWith("set")) {
                String written = root + "." + property(name);
                known.remove(written);
                if (!(given.getFirst() instanceof FlowValue.Optional) && given.getFirst() != FlowValue.NULL) {
                    known.add(written);
                }
            }
            return FlowValue.PRESENT;
        }
        String property = property(name);
        if (!method.getAnnotatedReturnType().isAnnotationPresent(Nullable.class)
                || dictionary.find(property).filter(Field::isAlwaysKnown).isPresent()) {
            return new FlowValue.Fact(root + "." + property);
        }
        return new FlowValue.Optional(root + "." + property, property);
    }

    /// Names have to stand in the rule, and so has what is too long or nothing where that is not allowed.
    private void checkLiterals(String owner, String name, List<FlowValue> given) {
        boolean named = name.equals("setOutcome") || (owner.endsWith("/Parameters") && name.equals("get"));
        if (named && !(given.getFirst() instanceof FlowValue.Constant)) {
            refuse(RefusedUse.computedName(name));
        }
        if (name.equals("setOutcome")
                && given.getFirst() instanceof FlowValue.Constant(String outcome)
                && !isNamed(outcome, FieldKind.OUTCOME)) {
            refuse(RefusedUse.unknownName("outcome[\"" + outcome + "\"]"));
        }
        if (name.equals("signal")) {
            checkLiteral("signal.code", given.get(0));
            checkLiteral("signal.points", given.get(1));
        }
        for (FlowValue value : given) {
            if (value instanceof FlowValue.Constant(String text) && text.length() > Field.MAX_TEXT_LENGTH) {
                refuse(RefusedUse.longText(Field.MAX_TEXT_LENGTH));
            }
        }
    }

    private void checkLiteral(String field, FlowValue value) {
        if (value instanceof FlowValue.Constant(Object constant)
                && (constant.equals("") || !dictionary.require(field).accepts(constant))) {
            refuse(RefusedUse.invalidLiteral(field, constant.toString()));
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
