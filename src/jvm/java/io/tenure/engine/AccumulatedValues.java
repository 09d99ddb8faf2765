package io.tenure.engine;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.drools.drl.ast.descr.AccumulateDescr.AccumulateFunctionCallDescr;
import org.drools.drl.ast.descr.BaseDescr;
import org.drools.drl.ast.descr.PatternDescr;

/// Finds what accumulate adds up although it may be unknown: Drools fails on it, and the decision with it.
final class AccumulatedValues {
    private static final String FACTS = "io.tenure.lifecycle.";
    private static final Pattern BINDING = Pattern.compile("\\s*(\\$?\\w+)\\s*:(?!:)\\s*(.*)", Pattern.DOTALL);
    private static final Pattern NAME = Pattern.compile("\\$?\\w+");
    /// Maps by name, of which any entry may be missing.
    private static final Set<String> OWN_VALUES = Set.of("attribute", "outcome");

    private AccumulatedValues() {}

    /// The name of a value that the function reads, that may be unknown and that no condition of the pattern tests.
    static Optional<String> untested(AccumulateFunctionCallDescr function, PatternDescr pattern) {
        Map<String, String> bound = new HashMap<>();
        List<String> conditions = new ArrayList<>();
        for (BaseDescr part : pattern.getDescrs()) {
            String condition = part.getText();
            Matcher binding = BINDING.matcher(condition);
            if (binding.matches()) {
                bound.put(binding.group(1), binding.group(2));
                condition = binding.group(2);
            }
            conditions.add(condition);
        }
        for (String parameter : function.getParams()) {
            List<String> read = new ArrayList<>();
            if (names(parameter).anyMatch(name -> name.equals(pattern.getIdentifier()))) {
                read.add(parameter);
            }
            names(parameter).filter(bound::containsKey).map(bound::get).forEach(read::add);
            for (String expression : read) {
                Optional<String> untested = names(expression)
                        .filter(name -> mayBeUnknown(pattern.getObjectType(), name))
                        .filter(name -> conditions.stream().noneMatch(condition -> tests(condition, name)))
                        .findFirst();
                if (untested.isPresent()) {
                    return untested;
                }
            }
        }
        return Optional.empty();
    }

    private static Stream<String> names(String expression) {
        return NAME.matcher(expression).results().map(match -> match.group());
    }

    /// A comparison with null is false, so that any comparison is a test, unless the condition has an alternative.
    private static boolean tests(String condition, String name) {
        return !condition.contains("||")
                && Pattern.compile("\\b" + name + "\\b[^,&]*(!=\\s*null|[<>]|==(?!\\s*null))")
                        .matcher(condition)
                        .find();
    }

    private static boolean mayBeUnknown(String factType, String name) {
        if (OWN_VALUES.contains(name)) {
            return true;
        }
        try {
            String simpleName = factType.substring(factType.lastIndexOf('.') + 1);
            for (Method method : Class.forName(FACTS + simpleName).getMethods()) {
                boolean reads =
                        method.getName().equals(name) || method.getName().equalsIgnoreCase("get" + name);
                if (reads && method.getParameterCount() == 0) {
                    return Number.class.isAssignableFrom(method.getReturnType());
                }
            }
            return false;
        } catch (ClassNotFoundException _) {
            // Not a fact; the compiler says so.
            return false;
        }
    }
}
