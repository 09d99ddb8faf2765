package io.tenure.engine;

import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// What rules may call and read, method by method. Whatever isn't listed is refused.
///
/// Everything here is a pure function, works in little time whatever its arguments, and gives access to nothing but the
/// customer who is decided. So `BigDecimal` may add but neither multiply nor set a scale, which can take hours;
/// `String` may not format, repeat or match patterns; and no collection can be made or changed.
final class AllowedCode {
    /// The facts, whose getters and setters are generated from the dictionary or are components of records.
    private static final Pattern FACT =
            Pattern.compile("io/tenure/lifecycle/(CustomerFacts|MeasureValues|DecisionOutcomes"
                    + "|Customer|Measures|Decision|Candidate|Purchase|Contact|Complaint)");
    private static final Pattern GETTER = Pattern.compile("(get|is)[A-Z]\\w*");
    private static final Pattern SETTER = Pattern.compile("set[A-Z]\\w*");
    private static final Set<String> WRITABLE =
            Set.of("io/tenure/lifecycle/DecisionOutcomes", "io/tenure/lifecycle/Decision");

    /// What the compiler calls to box a value, with its kind.
    private static final Map<String, String> BOXES =
            Map.of("Byte", "B", "Short", "S", "Integer", "I", "Long", "J", "Float", "F", "Double", "D");

    /// By class; a name alone, or a name with its descriptor where another of the same name is not allowed.
    private static final Map<String, Set<String>> METHODS = methods();

    private static final Map<String, Set<String>> FIELDS = Map.of(
            "java/lang/Boolean", Set.of("TRUE", "FALSE"),
            "java/math/BigDecimal", Set.of("ZERO", "ONE", "TEN"),
            "java/util/Locale", Set.of("ROOT", "ENGLISH", "CHINESE"),
            "java/time/temporal/ChronoUnit", Set.of("DAYS", "WEEKS", "MONTHS", "YEARS"));

    private static final Pattern ENUM_OF_DATES = Pattern.compile("java/time/(DayOfWeek|Month)");

    /// Operators of DRL: `contains`, `in`, `str[startsWith]`. `matches` is not among them, nor `soundslike`.
    private static final Pattern OPERATOR = Pattern.compile(
            "org/drools/model/operators/(Contains|Excludes|In|MemberOf|StringStartsWith|StringEndsWith|StringLengthWith)"
                    + "Operator");

    /// What Drools writes for comparisons. Its `toBigDecimal` makes numbers of any size out of texts.
    private static final String COMPARISONS = "org/drools/modelcompiler/util/EvaluationUtil";
    private static final Pattern COMPARISON =
            Pattern.compile("are\\w*NullSafeEquals|equals|notEquals|(greater|less)\\w+|convertDate\\w*|string2Int");

    /// Where Drools evaluates its operators.
    private static final String EXPRESSIONS = "org/drools/modelcompiler/dsl/pattern/D";

    private AllowedCode() {}

    private static Map<String, Set<String>> methods() {
        Map<String, Set<String>> methods = new HashMap<>();
        methods.put("io/tenure/lifecycle/Customer", Set.of("purchases", "contacts", "complaints"));
        methods.put("io/tenure/lifecycle/Decision", Set.of("signal", "exclude", "reason"));
        methods.put("io/tenure/lifecycle/Candidate", Set.of("exclude", "excludeChannel"));
        methods.put("io/tenure/lifecycle/Parameters", Set.of("get", "has"));
        methods.put("io/tenure/lifecycle/Purchase", Set.of("date", "daysAgo", "amount", "margin"));
        methods.put("io/tenure/lifecycle/Contact", Set.of("date", "daysAgo", "channel", "action"));
        methods.put(
                "io/tenure/lifecycle/Complaint", Set.of("date", "daysAgo", "topic", "resolved", "repeated", "open"));
        methods.put("java/lang/Object", Set.of("equals", "toString"));
        methods.put(
                "java/lang/String",
                Set.of(
                        "compareTo",
                        "compareToIgnoreCase",
                        "concat",
                        "contains",
                        "endsWith",
                        "equals",
                        "equalsIgnoreCase",
                        // The compiler makes it of `switch`.
                        "hashCode",
                        "indexOf",
                        "isBlank",
                        "isEmpty",
                        "length",
                        "startsWith",
                        "strip",
                        "toLowerCase(Ljava/util/Locale;)Ljava/lang/String;",
                        "toString",
                        "toUpperCase(Ljava/util/Locale;)Ljava/lang/String;",
                        "trim",
                        "valueOf"));
        Set<String> number = Set.of(
                "byteValue",
                "compare",
                "compareTo",
                "doubleValue",
                "equals",
                "floatValue",
                "intValue",
                "isInfinite",
                "isNaN",
                "longValue",
                "max",
                "min",
                "shortValue",
                "toString");
        for (String type : new String[] {"Number", "Byte", "Short", "Integer", "Long", "Float", "Double"}) {
            methods.put("java/lang/" + type, number);
        }
        // Texts that are no numbers have none.
        BOXES.forEach((type, kind) -> {
            Set<String> withBox = new HashSet<>(number);
            withBox.add("valueOf(" + kind + ")Ljava/lang/" + type + ";");
            methods.put("java/lang/" + type, withBox);
        });
        methods.put("java/lang/Boolean", Set.of("booleanValue", "compareTo", "equals", "toString", "valueOf"));
        methods.put("java/lang/Character", Set.of("charValue", "compareTo", "equals", "toString", "valueOf"));
        methods.put("java/lang/Comparable", Set.of("compareTo"));
        // The compiler makes it of `+`.
        methods.put(
                "java/lang/StringBuilder", Set.of("<init>()V", "<init>(Ljava/lang/String;)V", "append", "toString"));
        methods.put("java/lang/CharSequence", Set.of("isEmpty", "length", "toString"));
        methods.put(
                "java/lang/Math",
                Set.of(
                        "abs", "ceil", "exp", "floor", "log", "log10", "max", "min", "pow", "rint", "round", "signum",
                        "sqrt"));
        methods.put(
                "java/math/BigDecimal",
                Set.of(
                        "abs()Ljava/math/BigDecimal;",
                        "add(Ljava/math/BigDecimal;)Ljava/math/BigDecimal;",
                        "compareTo",
                        "doubleValue",
                        "equals",
                        "intValue",
                        "longValue",
                        "max",
                        "min",
                        "negate()Ljava/math/BigDecimal;",
                        "signum",
                        "subtract(Ljava/math/BigDecimal;)Ljava/math/BigDecimal;",
                        "toString",
                        "valueOf(D)Ljava/math/BigDecimal;",
                        "valueOf(J)Ljava/math/BigDecimal;"));
        methods.put(
                "java/time/LocalDate",
                Set.of(
                        "compareTo",
                        "equals",
                        "getDayOfMonth",
                        "getDayOfWeek",
                        "getDayOfYear",
                        "getMonth",
                        "getMonthValue",
                        "getYear",
                        "isAfter",
                        "isBefore",
                        "isEqual",
                        "isLeapYear",
                        "lengthOfMonth",
                        "minusDays",
                        "minusMonths",
                        "minusWeeks",
                        "of",
                        "parse(Ljava/lang/CharSequence;)Ljava/time/LocalDate;",
                        "plusDays",
                        "plusMonths",
                        "plusWeeks",
                        "toEpochDay",
                        "toString",
                        "withDayOfMonth"));
        methods.put("java/time/chrono/ChronoLocalDate", Set.of("compareTo", "isAfter", "isBefore", "isEqual"));
        methods.put("java/time/DayOfWeek", Set.of("compareTo", "equals", "getValue", "name", "ordinal"));
        methods.put("java/time/Month", Set.of("compareTo", "equals", "getValue", "name", "ordinal"));
        methods.put("java/time/temporal/ChronoUnit", Set.of("between"));
        methods.put("java/util/Objects", Set.of("equals", "isNull", "nonNull", "requireNonNullElse"));
        methods.put("java/util/Map", Set.of("containsKey", "get"));
        Set<String> collection = Set.of("contains", "isEmpty", "size");
        methods.put("java/util/Collection", collection);
        // `Set.of` fails on two that are equal.
        methods.put("java/util/Set", collection);
        methods.put("java/util/List", Set.of("contains", "isEmpty", "of", "size"));
        return methods;
    }

    /// @param owner internal name of the class that the call names
    static boolean isMethod(String owner, String name, String descriptor) {
        if (name.equals("getClass")) {
            return false;
        }
        Set<String> methods = METHODS.getOrDefault(owner, Set.of());
        return methods.contains(name)
                || methods.contains(name + descriptor)
                || (FACT.matcher(owner).matches() && GETTER.matcher(name).matches() && descriptor.startsWith("()"))
                || (WRITABLE.contains(owner) && SETTER.matcher(name).matches())
                || (owner.equals(COMPARISONS) && COMPARISON.matcher(name).matches())
                || (owner.equals(EXPRESSIONS)
                        && name.equals("eval")
                        && descriptor.startsWith("(Lorg/drools/model/functions/Operator"));
    }

    static boolean isField(String owner, String name) {
        return FIELDS.getOrDefault(owner, Set.of()).contains(name)
                || ENUM_OF_DATES.matcher(owner).matches()
                || (OPERATOR.matcher(owner).matches() && name.equals("INSTANCE"));
    }

    /// Whether a rule may cast to a class or ask for it.
    static boolean isType(String owner) {
        return METHODS.containsKey(owner) || FACT.matcher(owner).matches();
    }
}
