package io.tenure.engine;

import java.lang.classfile.Attributes;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.BootstrapMethodsAttribute;
import java.lang.classfile.constantpool.ClassEntry;
import java.lang.classfile.constantpool.ConstantDynamicEntry;
import java.lang.classfile.constantpool.LoadableConstantEntry;
import java.lang.classfile.constantpool.MethodHandleEntry;
import java.lang.classfile.constantpool.MethodTypeEntry;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ExceptionCatch;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.MonitorInstruction;
import java.lang.classfile.instruction.NewMultiArrayInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.ThrowInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads the bytecode of compiled rules before it is loaded, and lets through only what [AllowedCode] lists.
///
/// The bytecode and not the source, because there nothing can be hidden: whatever a rule calls, reads or makes is an
/// instruction with its full name. What an author wrote stands in methods of its own ([RuleClasses]); the code around
/// it is Drools' and may only put rules together.
final class BytecodeCheck {
    /// Most elements of an array that the compiler makes for arguments: `x in (1, 2, 3)`.
    private static final int MAX_ARGUMENTS = 1_000;

    /// What Drools' own code around the rules calls.
    private static final Pattern ASSEMBLY = Pattern.compile(
            "org/drools/(model|modelcompiler/dsl/pattern)/[\\w/$]+\\.(declarationOf|rule|attribute|metadata|build|pattern|expr"
                    + "|bind|reactOn|watch|alphaIndexedBy|betaIndexedBy|getPropertyIndex|getPatternMask|accFunction|as|with"
                    + "|accumulate|on|execute|not|exists|forall|and|eval|addRuleNames)"
                    + "|org/drools/model/functions/PredicateInformation\\.(<init>|setMoreThanMaxRuleDefs)"
                    + "|org/drools/util/DateUtils\\.getDateFormatMask"
                    + "|java/lang/(Object|Enum)\\.<init>|java/lang/Enum\\.valueOf|java/lang/System\\.arraycopy"
                    + "|java/util/(Collections\\.emptyList|Arrays\\.asList)"
                    + "|java/time/format/DateTimeFormatterBuilder\\.(<init>|parseCaseInsensitive|appendPattern|toFormatter)"
                    + "|java/time/LocalDate(Time)?\\.parse|java/(util/Date|time/\\w+)\\.from");

    private static final Pattern ACCUMULATE_FUNCTION =
            Pattern.compile("org/drools/core/base/accumulators/\\w*(Count|Sum|Min|Max|Average)\\w*AccumulateFunction");

    private static final Set<String> MATCHING_METHODS = Set.of("matches", "split", "replaceAll", "replaceFirst");
    private static final Pattern ENGINE_HANDLE = Pattern.compile("org/drools/model/Drools(Entry\\w*)?");

    private final RuleClasses classes;
    private final Set<CodeFault> faults = new java.util.LinkedHashSet<>();

    private BytecodeCheck(RuleClasses classes) {
        this.classes = classes;
    }

    /// What the classes use that they may not, rule by rule.
    static List<CodeFault> faults(RuleClasses classes) {
        BytecodeCheck check = new BytecodeCheck(classes);
        classes.models().forEach(check::check);
        return List.copyOf(check.faults);
    }

    private void check(String name, ClassModel model) {
        if (!RuleClasses.isGenerated(name)) {
            refuse(name, RefusedUse.ownClass());
            return;
        }
        if (RuleClasses.isMetadata(name)) {
            return;
        }
        for (MethodModel method : model.methods()) {
            CodeModel code = method.code().orElse(null);
            if (code != null && RuleClasses.isByAuthor(name, method)) {
                new AuthorCode(name, model, use -> refuse(name, use)).check(code);
            } else if (code != null) {
                checkAssembly(name, model, code);
            }
        }
    }

    private void refuse(String className, RefusedUse use) {
        classes.rulesOf(className).forEach(rule -> faults.add(CodeFault.notAllowed(rule, use)));
    }

    /// Code around the rules: what stands there besides the assembly must be as pure as a rule's own, for a constant of
    /// a condition can stand there.
    private void checkAssembly(String name, ClassModel model, CodeModel code) {
        for (CodeElement element : code) {
            if (element instanceof InvokeInstruction call) {
                String owner = call.owner().asInternalName();
                String method = call.name().stringValue();
                if (!classes.contains(owner.replaceAll("^\\[+L|;$", ""))
                        && !ASSEMBLY.matcher(owner + "." + method).matches()
                        && !(owner.startsWith("[") && method.equals("clone"))
                        && !AllowedCode.isMethod(owner, method, call.type().stringValue())) {
                    refuse(name, refusedCall(owner, method));
                }
            } else if (element instanceof InvokeDynamicInstruction dynamic) {
                checkSupplier(name, model, dynamic);
            } else if (element instanceof BranchInstruction || element instanceof ExceptionCatch) {
                // The copying of an enum's values branches forwards only; anything else is checked there, too.
                continue;
            }
        }
        new Loops(code).backwards().forEach(_ -> refuse(name, RefusedUse.loop()));
    }

    /// A function that Drools accumulates with, or a lambda that it left in place, whose method is checked.
    private void checkSupplier(String name, ClassModel model, InvokeDynamicInstruction dynamic) {
        BootstrapMethodsAttribute bootstraps =
                model.findAttribute(Attributes.bootstrapMethods()).orElseThrow();
        for (LoadableConstantEntry argument : bootstraps
                .bootstrapMethods()
                .get(dynamic.invokedynamic().bootstrapMethodIndex())
                .arguments()) {
            if (argument instanceof MethodHandleEntry handle) {
                String owner = handle.reference().owner().asInternalName();
                if (!owner.equals(name) && !ACCUMULATE_FUNCTION.matcher(owner).matches()) {
                    refuse(
                            name,
                            RefusedUse.methodReference(owner.replace('/', '.') + "::"
                                    + handle.reference().name().stringValue()));
                }
            }
        }
    }

    static RefusedUse refusedCall(String owner, String method) {
        if (ENGINE_HANDLE.matcher(owner).matches()) {
            return RefusedUse.session("drools." + method);
        }
        if (owner.startsWith("org/drools/model/bitmask/")) {
            // The properties that changed, which only `modify` names.
            return RefusedUse.session("update");
        }
        if (owner.startsWith("org/drools/modelcompiler/consequence/")
                || owner.startsWith("org/drools/core/")
                || owner.startsWith("org/kie/")) {
            return RefusedUse.session("drools");
        }
        String name = owner.replace('/', '.');
        if (owner.startsWith("java/util/regex/")
                || (owner.equals("java/lang/String") && MATCHING_METHODS.contains(method))) {
            return RefusedUse.regularExpression();
        }
        return RefusedUse.ofCode(method.equals("<init>") ? name : name + "." + method);
    }

    /// Jumps backwards.
    private record Loops(CodeModel code) {
        List<Label> backwards() {
            Set<Label> passed = new HashSet<>();
            List<Label> found = new ArrayList<>();
            for (CodeElement element : code) {
                switch (element) {
                    case LabelTarget target -> passed.add(target.label());
                    case BranchInstruction branch -> add(branch.target(), passed, found);
                    case TableSwitchInstruction choice -> {
                        add(choice.defaultTarget(), passed, found);
                        choice.cases().stream().map(SwitchCase::target).forEach(l -> add(l, passed, found));
                    }
                    case LookupSwitchInstruction choice -> {
                        add(choice.defaultTarget(), passed, found);
                        choice.cases().stream().map(SwitchCase::target).forEach(l -> add(l, passed, found));
                    }
                    default -> {}
                }
            }
            return found;
        }

        private static void add(Label target, Set<Label> passed, List<Label> found) {
            if (passed.contains(target)) {
                found.add(target);
            }
        }
    }

    /// The check of one method that an author wrote.
    private record AuthorCode(String className, ClassModel model, Consumer<RefusedUse> refuse) {
        void check(CodeModel code) {
            Instruction before = null;
            for (CodeElement element : code) {
                if (element instanceof ExceptionCatch) {
                    refuse.accept(RefusedUse.handler());
                } else if (element instanceof Instruction instruction) {
                    check(instruction, before);
                    before = instruction;
                }
            }
            new Loops(code).backwards().forEach(_ -> refuse.accept(RefusedUse.loop()));
        }

        private void check(Instruction instruction, @Nullable Instruction before) {
            switch (instruction) {
                case InvokeInstruction call -> checkCall(call);
                case InvokeDynamicInstruction dynamic -> checkDynamic(dynamic);
                case FieldInstruction field -> checkField(field);
                case NewObjectInstruction made -> checkNew(made.className().asInternalName());
                case NewReferenceArrayInstruction _ -> checkLength(before);
                case NewPrimitiveArrayInstruction _ -> checkLength(before);
                case NewMultiArrayInstruction _, ArrayLoadInstruction _ -> refuse.accept(RefusedUse.array());
                case TypeCheckInstruction cast -> checkType(cast.type());
                case ConstantInstruction.LoadConstantInstruction constant -> checkConstant(constant.constantEntry());
                case ThrowInstruction _, MonitorInstruction _ -> refuse.accept(RefusedUse.handler());
                default -> {}
            }
        }

        private void checkCall(InvokeInstruction call) {
            String owner = call.owner().asInternalName();
            String method = call.name().stringValue();
            String descriptor = call.type().stringValue();
            boolean update = owner.equals("org/drools/model/Drools") && method.equals("update");
            if (!update && !AllowedCode.isMethod(owner, method, descriptor)) {
                refuse.accept(owner.equals(className) ? RefusedUse.ownCall() : refusedCall(owner, method));
            }
        }

        private void checkDynamic(InvokeDynamicInstruction dynamic) {
            String bootstrap = dynamic.bootstrapMethod().owner().descriptorString();
            if (!bootstrap.equals("Ljava/lang/invoke/StringConcatFactory;")) {
                refuse.accept(RefusedUse.lambda());
            }
        }

        private void checkField(FieldInstruction field) {
            String owner = field.owner().asInternalName();
            String name = field.name().stringValue();
            boolean reads = switch (field.opcode()) {
                case GETFIELD, GETSTATIC -> true;
                default -> false;
            };
            if (!reads || !(owner.equals(className) || AllowedCode.isField(owner, name) || isAssembly(owner))) {
                refuse.accept(
                        owner.equals("org/drools/model/operators/MatchesOperator")
                                ? RefusedUse.regularExpression()
                                : RefusedUse.ofCode(owner.replace('/', '.') + "." + name));
            }
        }

        private static boolean isAssembly(String owner) {
            return RuleClasses.isMetadata(owner) || RuleClasses.isAssembly(owner);
        }

        private void checkNew(String name) {
            if (!name.equals("java/lang/StringBuilder")) {
                refuse.accept(RefusedUse.ofCode(name.replace('/', '.')));
            }
        }

        private void checkLength(@Nullable Instruction length) {
            if (!(length instanceof ConstantInstruction constant)
                    || !(constant.constantValue() instanceof Integer number)
                    || number > MAX_ARGUMENTS) {
                refuse.accept(RefusedUse.array());
            }
        }

        private void checkType(ClassEntry type) {
            String name = type.asInternalName().replaceAll("^\\[+L|;$", "");
            if (!name.equals(className) && !AllowedCode.isType(name)) {
                refuse.accept(RefusedUse.ofCode(name.replace('/', '.')));
            }
        }

        private void checkConstant(LoadableConstantEntry constant) {
            if (constant instanceof ClassEntry type) {
                refuse.accept(RefusedUse.ofCode(type.asInternalName().replace('/', '.')));
            } else if (constant instanceof MethodHandleEntry
                    || constant instanceof MethodTypeEntry
                    || constant instanceof ConstantDynamicEntry) {
                refuse.accept(RefusedUse.lambda());
            }
        }
    }
}
