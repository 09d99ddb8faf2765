package io.tenure.engine;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.StringEntry;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.AccessFlag;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The classes that Drools makes of rules: which hold what an author wrote, and of which rule.
///
/// Drools writes one class for each rule, which puts the rule together, and one for each condition, consequence and
/// value of an index, in whose method stands what the author wrote.
final class RuleClasses {
    private static final Pattern LAMBDA_CLASS = Pattern.compile(".*/Lambda(Predicate|Consequence|Extractor)\\w*");
    /// Which properties facts have; nothing of a rule stands there.
    private static final Pattern METADATA_CLASS = Pattern.compile(".*/DomainClassesMetadata\\w*(\\$\\w+_Metadata)?");

    private static final Pattern ASSEMBLY_CLASS = Pattern.compile(".*/Rules[0-9a-f]{32}\\w*");
    private static final Set<String> LAMBDA_METHODS = Set.of("test", "execute", "apply");

    private final Map<String, ClassModel> models = new TreeMap<>();
    private final Map<String, Set<String>> rulesByClass = new HashMap<>();

    /// @param classes bytecode by class name
    RuleClasses(Map<String, byte[]> classes) {
        classes.forEach((name, bytes) ->
                models.put(name.replace('.', '/'), ClassFile.of().parse(bytes)));
        models.forEach((name, model) -> model.methods().stream()
                .flatMap(method -> ruleOf(method).stream())
                .findFirst()
                .ifPresent(rule -> {
                    addRule(name, rule);
                    for (var entry : model.constantPool()) {
                        if (entry instanceof ClassEntry type && models.containsKey(type.asInternalName())) {
                            addRule(type.asInternalName(), rule);
                        }
                    }
                }));
    }

    private void addRule(String className, String rule) {
        rulesByClass.computeIfAbsent(className, _ -> new TreeSet<>()).add(rule);
    }

    /// By internal name: `tenure/rules/P05/LambdaConsequence05…`.
    Map<String, ClassModel> models() {
        return models;
    }

    boolean contains(String internalName) {
        return models.containsKey(internalName);
    }

    /// The rules that a class is part of; one empty name where that is not known.
    Set<String> rulesOf(String internalName) {
        String outermost = internalName.replaceFirst("\\$.*", "");
        return rulesByClass.getOrDefault(internalName, rulesByClass.getOrDefault(outermost, Set.of("")));
    }

    /// Whether Drools makes such classes; any other is one that an author put into a rule.
    static boolean isGenerated(String internalName) {
        return internalName.indexOf('$') < 0 || isMetadata(internalName);
    }

    static boolean isMetadata(String internalName) {
        return METADATA_CLASS.matcher(internalName).matches();
    }

    /// Whether a class puts rules together.
    static boolean isAssembly(String internalName) {
        return ASSEMBLY_CLASS.matcher(internalName).matches();
    }

    /// Whether a method holds what an author wrote.
    static boolean isByAuthor(String internalName, MethodModel method) {
        if (!isGenerated(internalName)) {
            return true;
        }
        boolean synthetic = method.flags().has(AccessFlag.SYNTHETIC);
        String name = method.methodName().stringValue();
        return synthetic
                ? name.startsWith("lambda$")
                : LAMBDA_CLASS.matcher(internalName).matches() && LAMBDA_METHODS.contains(name);
    }

    /// The name of the rule that a method puts together; nothing for other methods.
    static Optional<String> ruleOf(MethodModel method) {
        return method.code().map(RuleClasses::ruleDeclaredBy);
    }

    private static @Nullable String ruleDeclaredBy(CodeModel code) {
        List<String> texts = new ArrayList<>();
        for (var element : code) {
            if (element instanceof ConstantInstruction.LoadConstantInstruction constant
                    && constant.constantEntry() instanceof StringEntry text) {
                texts.add(text.stringValue());
            } else if (element instanceof InvokeInstruction call
                    && call.name().stringValue().equals("rule")
                    && call.owner().asInternalName().startsWith("org/drools/model")
                    && !texts.isEmpty()) {
                return texts.getLast();
            }
        }
        return null;
    }
}
