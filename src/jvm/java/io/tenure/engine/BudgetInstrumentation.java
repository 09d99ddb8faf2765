package io.tenure.engine;

import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Label;
import java.lang.classfile.MethodModel;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;

/// Makes compiled rules count their steps ([RuleBudget]): at the begin of each method that an author wrote, before each
/// jump backwards, and before each call that isn't sure to be short. Texts that calls give are measured. What a method
/// throws leaves it with the rule's name.
///
/// The end of the budget, of the stack and of the memory go through everything an author may write: the
/// handlers for them are the first of each method and cover it all, so that no `catch` or `finally` of the
/// author's is asked.
final class BudgetInstrumentation {
    private static final ClassDesc BUDGET = ClassDesc.of(RuleBudget.class.getName());
    private static final ClassDesc ABORT = ClassDesc.of(RuleAbort.class.getName());
    private static final ClassDesc VM_ERROR = ClassDesc.of(VirtualMachineError.class.getName());
    private static final MethodTypeDesc OF_RULE = MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String);
    private static final MethodTypeDesc OF_STEPS =
            MethodTypeDesc.of(ConstantDescs.CD_void, ConstantDescs.CD_String, ConstantDescs.CD_int);
    private static final MethodTypeDesc OF_TEXT =
            MethodTypeDesc.of(ConstantDescs.CD_void, ClassDesc.of("java.lang.CharSequence"), ConstantDescs.CD_String);
    private static final MethodTypeDesc OF_THROWN =
            MethodTypeDesc.of(ABORT, ConstantDescs.CD_String, ConstantDescs.CD_Throwable);

    /// Classes whose methods take the same short time whatever their arguments.
    private static final Pattern SHORT = Pattern.compile(
            "java/lang/(Boolean|Byte|Short|Integer|Long|Float|Double|Character|Number|Math)|java/time/.*"
                    + "|io/tenure/.*|org/drools/.*");

    /// Methods of facts that keep what they are given.
    private static final Set<String> EFFECTS = Set.of("reason", "signal", "exclude", "excludeChannel");

    private final RuleClasses classes;
    private final ClassFile classFile;

    private BudgetInstrumentation(RuleClasses classes) {
        this.classes = classes;
        Map<ClassDesc, ClassDesc> supertypes = new HashMap<>();
        for (ClassModel model : classes.models().values()) {
            model.superclass()
                    .ifPresent(parent -> supertypes.put(model.thisClass().asSymbol(), parent.asSymbol()));
        }
        ClassLoader loader = BudgetInstrumentation.class.getClassLoader();
        this.classFile = ClassFile.of(ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.of(Set.of(), supertypes).orElse(ClassHierarchyResolver.ofClassLoading(loader))));
    }

    /// @return bytecode by class name
    static Map<String, byte[]> instrument(RuleClasses classes) {
        BudgetInstrumentation instrumentation = new BudgetInstrumentation(classes);
        Map<String, byte[]> instrumented = new HashMap<>();
        classes.models()
                .forEach((name, model) ->
                        instrumented.put(name.replace('/', '.'), instrumentation.instrument(name, model)));
        return instrumented;
    }

    private byte[] instrument(String name, ClassModel model) {
        String rule = classes.rulesOf(name).iterator().next();
        return classFile.transformClass(model, (builder, element) -> {
            if (element instanceof MethodModel method
                    && method.code().isPresent()
                    && RuleClasses.isByAuthor(name, method)) {
                builder.transformMethod(method, (methodBuilder, part) -> {
                    if (part instanceof CodeModel code) {
                        methodBuilder.withCode(codeBuilder -> new StepCounter(
                                        rule, codeBuilder, method.methodName().equalsString(ConstantDescs.INIT_NAME))
                                .write(code));
                    } else {
                        methodBuilder.with(part);
                    }
                });
            } else {
                builder.with(element);
            }
        });
    }

    /// Writes one method anew.
    private static final class StepCounter {
        private final String rule;
        private final CodeBuilder builder;
        private final Label start;
        private final Set<Label> passed = new HashSet<>();

        /// Whether the handlers begin later: in a constructor, no handler may cover the call of the parent's.
        private boolean awaitsParent;

        StepCounter(String rule, CodeBuilder builder, boolean isConstructor) {
            this.rule = rule;
            this.builder = builder;
            this.start = builder.newLabel();
            this.awaitsParent = isConstructor;
        }

        void write(CodeModel code) {
            if (!awaitsParent) {
                builder.labelBinding(start);
            }
            Label end = builder.newLabel();
            Label aborted = builder.newLabel();
            Label thrown = builder.newLabel();
            builder.exceptionCatch(start, end, aborted, ABORT);
            // Where the stack has ended, no step can be counted.
            builder.exceptionCatch(start, end, thrown, VM_ERROR);
            step();
            code.forEach(this::write);
            builder.labelBinding(end);
            builder.labelBinding(aborted).athrow();
            builder.exceptionCatchAll(start, end, thrown);
            builder.labelBinding(thrown)
                    .loadConstant(rule)
                    .swap()
                    .invokestatic(ABORT, "of", OF_THROWN)
                    .athrow();
        }

        private void write(CodeElement element) {
            if (element instanceof LabelTarget target) {
                passed.add(target.label());
            } else if (element instanceof BranchInstruction branch && passed.contains(branch.target())) {
                step();
            } else if (element instanceof TableSwitchInstruction || element instanceof LookupSwitchInstruction) {
                step();
            }
            if (element instanceof InvokeInstruction call) {
                stepsOf(call);
            }
            builder.with(element);
            if (awaitsParent
                    && element instanceof InvokeInstruction call
                    && call.name().equalsString(ConstantDescs.INIT_NAME)) {
                builder.labelBinding(start);
                awaitsParent = false;
            }
            if (element instanceof InvokeInstruction call && makesText(call)) {
                builder.dup().loadConstant(rule).invokestatic(BUDGET, "text", OF_TEXT);
            }
        }

        private static boolean makesText(InvokeInstruction call) {
            String type = call.typeSymbol().returnType().descriptorString();
            return type.equals("Ljava/lang/String;") || type.equals("Ljava/lang/StringBuilder;");
        }

        private void stepsOf(InvokeInstruction call) {
            String owner = call.owner().asInternalName();
            if (owner.startsWith("io/tenure/lifecycle/")
                    && EFFECTS.contains(call.name().stringValue())) {
                steps(RuleBudget.STEPS_PER_EFFECT);
            } else if (!awaitsParent && !SHORT.matcher(owner).matches()) {
                steps(RuleBudget.STEPS_PER_CALL);
            }
        }

        private void steps(int count) {
            builder.loadConstant(rule).loadConstant(count).invokestatic(BUDGET, "steps", OF_STEPS);
        }

        private void step() {
            builder.loadConstant(rule).invokestatic(BUDGET, "step", OF_RULE);
        }
    }
}
