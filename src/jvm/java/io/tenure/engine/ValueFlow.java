package io.tenure.engine;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Instruction;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.TypeKind;
import java.lang.classfile.instruction.ArrayLoadInstruction;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.BranchInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.ConvertInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.IncrementInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LabelTarget;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.LookupSwitchInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewPrimitiveArrayInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.OperatorInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.classfile.instruction.SwitchCase;
import java.lang.classfile.instruction.TableSwitchInstruction;
import java.lang.classfile.instruction.TypeCheckInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Follows the values through one method of a rule, on every way that it can take, and tells the calls what they are
/// given. The check of the bytecode has refused loops and handlers before, so that every way goes forward.
final class ValueFlow {
    /// Most ways that are told apart at one place; beyond, what they have in common is kept.
    private static final int MAX_WAYS = 128;

    /// What the calls of a method give.
    interface Calls {
        /// @param known paths of values that are there; what the call proves may be added
        /// @param arguments the receiver first, unless the method is static
        FlowValue result(InvokeInstruction call, List<FlowValue> arguments, Set<String> known);

        /// A division of whole numbers.
        void division(FlowValue divisor);

        /// @param type internal name of the class that a value is taken as
        void cast(FlowValue value, String type);
    }

    /// What a method gives.
    ///
    /// @param values it can return
    /// @param ifTrue paths of values that are there where it returns true
    record Result(Set<FlowValue> values, Set<String> ifTrue) {}

    private final List<CodeElement> code;
    private final Calls calls;
    private final Map<Label, Integer> places = new HashMap<>();
    private final Map<Integer, Set<FlowState>> statesByPlace = new HashMap<>();
    private final Set<FlowValue> returned = new LinkedHashSet<>();
    private final List<Set<String>> knownWhereTrue = new ArrayList<>();

    private ValueFlow(CodeModel code, Calls calls) {
        this.code = code.elementList();
        this.calls = calls;
        for (int i = 0; i < this.code.size(); i++) {
            if (this.code.get(i) instanceof LabelTarget target) {
                places.put(target.label(), i);
            }
        }
    }

    /// @param parameters of the method, by the slots of its variables
    /// @param known paths of values that are there at its start
    static Result follow(CodeModel code, Map<Integer, FlowValue> parameters, Set<String> known, Calls calls) {
        ValueFlow flow = new ValueFlow(code, calls);
        flow.add(0, new FlowState(parameters, List.of(), known).copy());
        for (int place = 0; place < flow.code.size(); place++) {
            Set<FlowState> states = flow.statesByPlace.getOrDefault(place, Set.of());
            for (FlowState state : states.size() <= MAX_WAYS ? states : Set.of(FlowState.common(states))) {
                flow.step(place, state.copy());
            }
        }
        Set<String> ifTrue = null;
        for (Set<String> one : flow.knownWhereTrue) {
            if (ifTrue == null) {
                ifTrue = new HashSet<>(one);
            } else {
                ifTrue.retainAll(one);
            }
        }
        return new Result(flow.returned, ifTrue == null ? Set.of() : ifTrue);
    }

    private void add(int place, FlowState state) {
        statesByPlace.computeIfAbsent(place, _ -> new LinkedHashSet<>()).add(state);
    }

    private void jump(Label target, FlowState state) {
        add(places.getOrDefault(target, code.size()), state);
    }

    private void step(int place, FlowState state) {
        boolean goesOn = !(code.get(place) instanceof Instruction instruction) || execute(instruction, state);
        if (goesOn) {
            add(place + 1, state);
        }
    }

    /// Whether the next instruction follows.
    private boolean execute(Instruction instruction, FlowState state) {
        switch (instruction) {
            case LoadInstruction load ->
                state.push(state.variables().getOrDefault(load.slot(), FlowValue.PRESENT), isWide(load.typeKind()));
            case StoreInstruction store -> state.variables().put(store.slot(), state.pop());
            case IncrementInstruction increment ->
                state.variables().put(increment.slot(), FlowValue.Present.of(ConstantDescs.CD_int));
            case ConstantInstruction constant -> state.push(valueOf(constant), isWide(constant.typeKind()));
            case FieldInstruction field -> read(field, state);
            case InvokeInstruction call -> call(call, state);
            case InvokeDynamicInstruction dynamic -> {
                dynamic.typeSymbol().parameterList().forEach(_ -> state.pop());
                state.push(FlowValue.Present.of(dynamic.typeSymbol().returnType()), false);
            }
            case OperatorInstruction operator -> operate(operator, state);
            case ConvertInstruction convert -> {
                state.pop();
                state.push(
                        convert.opcode() == Opcode.I2L || convert.opcode() == Opcode.I2D
                                ? new FlowValue.Small()
                                : present(convert.toType()),
                        isWide(convert.toType()));
            }
            case TypeCheckInstruction check -> {
                if (check.opcode() == Opcode.INSTANCEOF) {
                    state.push(new FlowValue.Test(paths(state.pop()), Set.of()), false);
                } else {
                    calls.cast(state.top(), check.type().asInternalName());
                }
            }
            case NewObjectInstruction made ->
                state.push(FlowValue.Present.of(made.className().asSymbol()), false);
            case NewReferenceArrayInstruction _, NewPrimitiveArrayInstruction _ -> {
                state.pop();
                state.push(new FlowValue.Elements(List.of()), false);
            }
            case ArrayLoadInstruction load -> {
                state.pop();
                state.pop();
                state.push(FlowValue.PRESENT, isWide(load.typeKind()));
            }
            case ArrayStoreInstruction _ -> state.store();
            case StackInstruction stack -> state.shuffle(stack.opcode());
            case BranchInstruction branch -> {
                return branch(branch, state);
            }
            case TableSwitchInstruction choice -> {
                return choose(choice.defaultTarget(), choice.cases(), state);
            }
            case LookupSwitchInstruction choice -> {
                return choose(choice.defaultTarget(), choice.cases(), state);
            }
            case ReturnInstruction end -> {
                if (end.typeKind() != TypeKind.VOID) {
                    give(state.pop(), state.known());
                }
                return false;
            }
            default -> {}
        }
        return true;
    }

    private static boolean isWide(TypeKind kind) {
        return kind.slotSize() == 2;
    }

    private static FlowValue present(TypeKind kind) {
        return kind == TypeKind.REFERENCE ? FlowValue.PRESENT : FlowValue.Present.of(kind.upperBound());
    }

    private static boolean isWide(ClassDesc type) {
        return isWide(TypeKind.from(type));
    }

    private static FlowValue valueOf(ConstantInstruction constant) {
        return switch (constant.opcode()) {
            case ACONST_NULL -> FlowValue.NULL;
            default ->
                constant.constantValue() instanceof Number || constant.constantValue() instanceof String
                        ? new FlowValue.Constant(constant.constantValue())
                        : FlowValue.PRESENT;
        };
    }

    /// Paths of a value that may be unknown.
    static Set<String> paths(FlowValue value) {
        return value instanceof FlowValue.Optional optional ? Set.of(optional.path()) : Set.of();
    }

    private static void read(FieldInstruction field, FlowState state) {
        if (field.opcode() == Opcode.GETFIELD) {
            state.pop();
        }
        String owner = field.owner().asInternalName();
        state.push(
                owner.startsWith("org/drools/model/operators/")
                        ? new FlowValue.Constant(owner)
                        : FlowValue.Present.of(field.typeSymbol()),
                isWide(field.typeSymbol()));
    }

    private void call(InvokeInstruction call, FlowState state) {
        MethodTypeDesc type = call.typeSymbol();
        List<FlowValue> arguments = new ArrayList<>();
        int count = type.parameterCount() + (call.opcode() == Opcode.INVOKESTATIC ? 0 : 1);
        for (int i = 0; i < count; i++) {
            arguments.addFirst(state.pop());
        }
        FlowValue result = calls.result(call, arguments, state.known());
        if (TypeKind.from(type.returnType()) != TypeKind.VOID) {
            state.push(result, isWide(type.returnType()));
        }
    }

    private void operate(OperatorInstruction operator, FlowState state) {
        FlowValue last = state.pop();
        switch (operator.opcode()) {
            case INEG, LNEG, FNEG, DNEG, ARRAYLENGTH -> {}
            case IDIV, IREM, LDIV, LREM -> {
                calls.division(last);
                state.pop();
            }
            default -> state.pop();
        }
        boolean compares = switch (operator.opcode()) {
            case LCMP, FCMPL, FCMPG, DCMPL, DCMPG -> true;
            default -> false;
        };
        state.push(present(compares ? TypeKind.INT : operator.typeKind()), !compares && isWide(operator.typeKind()));
    }

    private boolean choose(Label otherwise, List<SwitchCase> cases, FlowState state) {
        state.pop();
        jump(otherwise, state);
        cases.stream().map(SwitchCase::target).distinct().forEach(target -> jump(target, state));
        return false;
    }

    private boolean branch(BranchInstruction branch, FlowState state) {
        switch (branch.opcode()) {
            case GOTO, GOTO_W -> {
                jump(branch.target(), state);
                return false;
            }
            case IFNULL, IFNONNULL -> {
                FlowValue value = state.pop();
                return fork(
                        branch,
                        state,
                        branch.opcode() == Opcode.IFNONNULL,
                        new FlowValue.Test(paths(value), Set.of()),
                        value != FlowValue.NULL,
                        value == FlowValue.NULL || !state.known().containsAll(paths(value)));
            }
            case IFEQ, IFNE -> {
                FlowValue value = state.pop();
                boolean constant = value instanceof FlowValue.Constant;
                boolean zero = value.equals(new FlowValue.Constant(0));
                return fork(
                        branch,
                        state,
                        branch.opcode() == Opcode.IFNE,
                        value instanceof FlowValue.Test test ? test : new FlowValue.Test(Set.of(), Set.of()),
                        !zero,
                        !constant || zero);
            }
            case IFLT, IFGE, IFGT, IFLE -> state.pop();
            default -> {
                state.pop();
                state.pop();
            }
        }
        jump(branch.target(), state.copy());
        return true;
    }

    /// Goes the two ways of a branch, each with what is known on it.
    ///
    /// @param jumpsIfTrue whether it jumps where the test is true
    private boolean fork(
            BranchInstruction branch,
            FlowState state,
            boolean jumpsIfTrue,
            FlowValue.Test test,
            boolean mayBeTrue,
            boolean mayBeFalse) {
        FlowState jumping = state.copy();
        jumping.known().addAll(jumpsIfTrue ? test.ifTrue() : test.ifFalse());
        state.known().addAll(jumpsIfTrue ? test.ifFalse() : test.ifTrue());
        if (jumpsIfTrue ? mayBeTrue : mayBeFalse) {
            jump(branch.target(), jumping);
        }
        return jumpsIfTrue ? mayBeFalse : mayBeTrue;
    }

    private void give(FlowValue value, Set<String> known) {
        returned.add(
                value instanceof FlowValue.Optional optional && known.contains(optional.path())
                        ? new FlowValue.Fact(optional.path())
                        : value);
        Set<String> whereTrue = new HashSet<>(known);
        if (value instanceof FlowValue.Test test) {
            whereTrue.addAll(test.ifTrue());
        }
        if (!value.equals(new FlowValue.Constant(0))) {
            knownWhereTrue.add(whereTrue);
        }
    }
}
