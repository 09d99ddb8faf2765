package io.tenure.engine;

import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Parameters;
import java.lang.classfile.ClassModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.TypeKind;
import java.lang.constant.ClassDesc;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Finds where a rule reads a value that may be unknown as if it were known: a call or a calculation that would fail on
/// null, and the decision with it.
///
/// Follows the conditions in the order in which Drools asks them. A condition on one fact is asked before those that
/// join it with others, and so it can't rest on what they ask; consequences and joins can.
final class UnknownValues {
    private static final Pattern NEEDS_KNOWN = Pattern.compile(".*/\\w*(Sum|Min|Max|Average)\\w*AccumulateFunction");
    private static final Pattern MAY_FIND_NOTHING = Pattern.compile(".*/\\w*(Min|Max|Average)\\w*AccumulateFunction");

    private final RuleClasses classes;
    private final RuleFaults faults;
    private final RuleCalls calls;
    private final Map<String, FlowValue> valuesByVariable = new HashMap<>();

    private UnknownValues(RuleClasses classes, RuleFaults faults, RuleCalls calls) {
        this.classes = classes;
        this.faults = faults;
        this.calls = calls;
    }

    /// What the rules read, rule by rule.
    ///
    /// @param except rules whose code may go backwards
    static List<CodeFault> faults(
            RuleClasses classes, Dictionary dictionary, @Nullable Parameters parameters, Set<String> except) {
        Set<CodeFault> faults = new LinkedHashSet<>();
        classes.models().forEach((name, model) -> {
            if (RuleClasses.isAssembly(name) && classes.rulesOf(name).stream().noneMatch(except::contains)) {
                for (MethodModel method : model.methods()) {
                    RuleClasses.ruleOf(method).ifPresent(rule -> {
                        RuleFaults found = new RuleFaults(rule);
                        new UnknownValues(classes, found, new RuleCalls(found, dictionary, parameters))
                                .checkRule(RuleAssembly.of(method.code().orElseThrow()));
                        faults.addAll(found.all());
                    });
                }
            }
        });
        return List.copyOf(faults);
    }

    private void checkRule(RuleAssembly.Part rule) {
        if (rule instanceof RuleAssembly.Part.Call build && build.name().equals("build")) {
            Set<String> known = new HashSet<>();
            build.parts().forEach(part -> checkItem(part, known));
        }
    }

    /// @param known paths of values that are there, to which a condition adds
    private void checkItem(RuleAssembly.Part part, Set<String> known) {
        if (!(part instanceof RuleAssembly.Part.Call last)) {
            return;
        }
        List<RuleAssembly.Part.Call> chain = last.chain();
        RuleAssembly.Part.Call first = chain.getFirst();
        switch (first.name()) {
            case "pattern" -> checkPattern(chain, known);
            case "expr" ->
                known.addAll(follow(first, List.of(), inputs(first), known).ifTrue());
            case "not", "exists", "forall" -> {
                Set<String> inside = new HashSet<>(known);
                first.parts().forEach(inner -> checkItem(inner, inside));
            }
            case "and" -> first.parts().forEach(inner -> checkItem(inner, known));
            case "accumulate" -> checkAccumulate(first, new HashSet<>(known));
            case "on" -> follow(chain.getLast(), List.of(), inputs(first), known);
            case "execute" -> follow(first, List.of(), List.of(), known);
            default -> {}
        }
    }

    private void checkPattern(List<RuleAssembly.Part.Call> chain, Set<String> known) {
        String pattern = variable(chain.getFirst().arguments().getFirst()).orElse("");
        FlowValue fact = new FlowValue.Fact(pattern);
        valuesByVariable.put(pattern, fact);
        Map<String, RuleAssembly.Part.Call> bindings = new LinkedHashMap<>();
        for (RuleAssembly.Part.Call call : chain) {
            if (call.name().equals("bind")) {
                bindings.put(variables(call).getFirst(), call);
                faults.quietly(() -> bind(call, fact, Set.of()));
            }
        }
        Set<String> own = new HashSet<>();
        List<RuleAssembly.Part.Call> joins = new ArrayList<>();
        for (RuleAssembly.Part.Call call : chain) {
            if (call.name().equals("expr")) {
                List<String> inputs = variables(call);
                if (bindings.keySet().containsAll(inputs)) {
                    bindings.forEach((name, binding) -> {
                        if (inputs.contains(name)) {
                            bind(binding, fact, own);
                        }
                    });
                    own.addAll(follow(call, List.of(fact), values(inputs), own).ifTrue());
                } else {
                    joins.add(call);
                }
            }
        }
        known.addAll(own);
        for (RuleAssembly.Part.Call join : joins) {
            known.addAll(follow(join, List.of(fact), inputs(join), known).ifTrue());
        }
        bindings.values().forEach(binding -> bind(binding, fact, known));
    }

    private void bind(RuleAssembly.Part.Call binding, FlowValue fact, Set<String> known) {
        List<String> variables = variables(binding);
        List<FlowValue> inputs = values(variables.subList(1, variables.size()));
        Set<FlowValue> values = follow(binding, List.of(fact), inputs, known).values();
        valuesByVariable.put(
                variables.getFirst(),
                values.stream()
                        .filter(value -> value instanceof FlowValue.Optional || value == FlowValue.NULL)
                        .findFirst()
                        .orElse(values.size() == 1 ? values.iterator().next() : FlowValue.PRESENT));
    }

    private void checkAccumulate(RuleAssembly.Part.Call accumulate, Set<String> known) {
        List<RuleAssembly.Part> parts = accumulate.parts().toList();
        checkItem(parts.getFirst(), known);
        List<RuleAssembly.Part> functions = parts.subList(1, parts.size());
        for (RuleAssembly.Part part : functions) {
            if (part instanceof RuleAssembly.Part.Call last) {
                RuleAssembly.Part.Call function = last.chain().getFirst();
                String supplier = function.parts()
                        .map(p -> p instanceof RuleAssembly.Part.Supplier(String owner) ? owner : "")
                        .findFirst()
                        .orElse("");
                if (!valuesByVariable.keySet().containsAll(variables(function))) {
                    // Drools gives it a variable that nothing sets.
                    faults.refuse(RefusedUse.unboundValue());
                } else if (NEEDS_KNOWN.matcher(supplier).matches()) {
                    inputs(function).forEach(value -> faults.require(value, known));
                }
                // Several functions give their results together, those that found nothing too.
                boolean mayFindNothing = functions.size() > 1
                        && MAY_FIND_NOTHING.matcher(supplier).matches();
                variables(last)
                        .forEach(name -> valuesByVariable.put(
                                name, mayFindNothing ? new FlowValue.Optional(name, name) : FlowValue.PRESENT));
            }
        }
    }

    private static Optional<String> variable(RuleAssembly.Part part) {
        return part instanceof RuleAssembly.Part.Call call
                        && call.name().equals("declarationOf")
                        && call.arguments().getLast() instanceof RuleAssembly.Part.Literal(Object name)
                ? Optional.of(name.toString())
                : Optional.empty();
    }

    private static List<String> variables(RuleAssembly.Part.Call call) {
        return call.parts().flatMap(part -> variable(part).stream()).toList();
    }

    private List<FlowValue> inputs(RuleAssembly.Part.Call call) {
        return values(variables(call));
    }

    private List<FlowValue> values(List<String> variables) {
        return variables.stream()
                .map(name -> valuesByVariable.getOrDefault(name, FlowValue.PRESENT))
                .toList();
    }

    /// Follows the code that a call is given.
    private ValueFlow.Result follow(
            RuleAssembly.Part.Call call, List<FlowValue> fact, List<FlowValue> inputs, Set<String> known) {
        return call.parts()
                .flatMap(part -> part instanceof RuleAssembly.Part.Instance(String owner)
                        ? Stream.ofNullable(classes.models().get(owner))
                        : Stream.empty())
                .flatMap(model -> authorMethod(model).stream())
                .findFirst()
                .map(method -> follow(
                        method, Stream.concat(fact.stream(), inputs.stream()).toList(), known))
                .orElse(new ValueFlow.Result(Set.of(), Set.of()));
    }

    private static Optional<MethodModel> authorMethod(ClassModel model) {
        return model.methods().stream()
                .filter(method -> RuleClasses.isByAuthor(model.thisClass().asInternalName(), method)
                        && !method.flags().has(AccessFlag.SYNTHETIC))
                .findFirst();
    }

    /// A consequence may have the engine's handle before the facts.
    private ValueFlow.Result follow(MethodModel method, List<FlowValue> inputs, Set<String> known) {
        List<ClassDesc> types = method.methodTypeSymbol().parameterList();
        Map<Integer, FlowValue> parameters = new HashMap<>();
        int slot = method.flags().has(AccessFlag.STATIC) ? 0 : 1;
        for (int i = 0; i < types.size(); i++) {
            int input = i - (types.size() - inputs.size());
            FlowValue value = input < 0 ? FlowValue.PRESENT : inputs.get(input);
            if (value instanceof FlowValue.Fact(String path)) {
                calls.types().put(path, types.get(i));
            }
            parameters.put(slot, value.equals(FlowValue.PRESENT) ? FlowValue.Present.of(types.get(i)) : value);
            slot += TypeKind.from(types.get(i)).slotSize();
        }
        return ValueFlow.follow(method.code().orElseThrow(), parameters, known, calls);
    }
}
