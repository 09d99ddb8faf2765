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
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

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

    private record Way(Map<Integer, FlowValue> variables, List<Slot> stack, Set<String> known) {
        Way copy() {
            return new Way(new HashMap<>(variables), new ArrayList<>(stack), new HashSet<>(known));
        }

        void push(FlowValue value, boolean wide) {
            stack.add(new Slot(value, wide));
        }

        FlowValue pop() {
            return stack.removeLast().value;
        }
    }

    /// @param wide a long or double, which counts as two in the stack's own instructions
    private record Slot(FlowValue value, boolean wide) {}

    private final List<CodeElement> code;
    private final Calls calls;
    private final Map<Label, Integer> places = new HashMap<>();
    private final Map<Integer, Set<Way>> waysByPlace = new HashMap<>();
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
        flow.add(0, new Way(parameters, List.of(), known).copy());
        for (int place = 0; place < flow.code.size(); place++) {
            for (Way way : flow.join(flow.waysByPlace.getOrDefault(place, Set.of()))) {
                flow.step(place, way.copy());
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

    private void add(int place, Way way) {
        waysByPlace.computeIfAbsent(place, _ -> new LinkedHashSet<>()).add(way);
    }

    private Collection<Way> join(Set<Way> ways) {
        if (ways.size() <= MAX_WAYS) {
            return ways;
        }
        Way joined = null;
        for (Way way : ways) {
            if (joined == null) {
                joined = way.copy();
                continue;
            }
            joined.known.retainAll(way.known);
            joined.variables.replaceAll((slot, value) -> common(value, way.variables.get(slot)));
            for (int i = 0; i < joined.stack.size(); i++) {
                Slot slot = joined.stack.get(i);
                joined.stack.set(i, new Slot(common(slot.value, way.stack.get(i).value), slot.wide));
            }
        }
        return joined == null ? Set.of() : Set.of(joined);
    }

    private static FlowValue common(FlowValue one, @Nullable FlowValue other) {
        return one.equals(other) ? one : FlowValue.PRESENT;
    }

    private void jump(Label target, Way way) {
        add(places.getOrDefault(target, code.size()), way);
    }

    private void step(int place, Way way) {
        boolean goesOn = !(code.get(place) instanceof Instruction instruction) || execute(instruction, way);
        if (goesOn) {
            add(place + 1, way);
        }
    }

    /// Whether the next instruction follows.
    private boolean execute(Instruction instruction, Way way) {
        switch (instruction) {
            case LoadInstruction load ->
                way.push(way.variables.getOrDefault(load.slot(), FlowValue.PRESENT), isWide(load.typeKind()));
            case StoreInstruction store -> way.variables.put(store.slot(), way.pop());
            case IncrementInstruction increment -> way.variables.put(increment.slot(), FlowValue.PRESENT);
            case ConstantInstruction constant -> way.push(valueOf(constant), isWide(constant.typeKind()));
            case FieldInstruction field -> read(field, way);
            case InvokeInstruction call -> call(call, way);
            case InvokeDynamicInstruction dynamic -> {
                dynamic.typeSymbol().parameterList().forEach(_ -> way.pop());
                way.push(FlowValue.PRESENT, false);
            }
            case OperatorInstruction operator -> operate(operator, way);
            case ConvertInstruction convert -> {
                way.pop();
                way.push(
                        convert.opcode() == Opcode.I2L ? new FlowValue.Small() : FlowValue.PRESENT,
                        isWide(convert.toType()));
            }
            case TypeCheckInstruction check -> {
                if (check.opcode() == Opcode.INSTANCEOF) {
                    way.push(new FlowValue.Test(paths(way.pop()), Set.of()), false);
                } else {
                    calls.cast(way.stack.getLast().value, check.type().asInternalName());
                }
            }
            case NewObjectInstruction _ -> way.push(FlowValue.PRESENT, false);
            case NewReferenceArrayInstruction _, NewPrimitiveArrayInstruction _ -> {
                way.pop();
                way.push(FlowValue.PRESENT, false);
            }
            case ArrayLoadInstruction load -> {
                way.pop();
                way.pop();
                way.push(FlowValue.PRESENT, isWide(load.typeKind()));
            }
            case ArrayStoreInstruction _ -> {
                way.pop();
                way.pop();
                way.pop();
            }
            case StackInstruction stack -> shuffle(stack.opcode(), way.stack);
            case BranchInstruction branch -> {
                return branch(branch, way);
            }
            case TableSwitchInstruction choice -> {
                return choose(choice.defaultTarget(), choice.cases(), way);
            }
            case LookupSwitchInstruction choice -> {
                return choose(choice.defaultTarget(), choice.cases(), way);
            }
            case ReturnInstruction end -> {
                if (end.typeKind() != TypeKind.VOID) {
                    give(way.pop(), way.known);
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

    private static void read(FieldInstruction field, Way way) {
        if (field.opcode() == Opcode.GETFIELD) {
            way.pop();
        }
        String owner = field.owner().asInternalName();
        way.push(
                owner.startsWith("org/drools/model/operators/") ? new FlowValue.Constant(owner) : FlowValue.PRESENT,
                isWide(field.typeSymbol()));
    }

    private void call(InvokeInstruction call, Way way) {
        MethodTypeDesc type = call.typeSymbol();
        List<FlowValue> arguments = new ArrayList<>();
        int count = type.parameterCount() + (call.opcode() == Opcode.INVOKESTATIC ? 0 : 1);
        for (int i = 0; i < count; i++) {
            arguments.addFirst(way.pop());
        }
        FlowValue result = calls.result(call, arguments, way.known);
        if (TypeKind.from(type.returnType()) != TypeKind.VOID) {
            way.push(result, isWide(type.returnType()));
        }
    }

    private void operate(OperatorInstruction operator, Way way) {
        FlowValue last = way.pop();
        switch (operator.opcode()) {
            case INEG, LNEG, FNEG, DNEG, ARRAYLENGTH -> {}
            case IDIV, IREM, LDIV, LREM -> {
                calls.division(last);
                way.pop();
            }
            default -> way.pop();
        }
        boolean compares = switch (operator.opcode()) {
            case LCMP, FCMPL, FCMPG, DCMPL, DCMPG -> true;
            default -> false;
        };
        way.push(FlowValue.PRESENT, !compares && isWide(operator.typeKind()));
    }

    private static void shuffle(Opcode opcode, List<Slot> stack) {
        switch (opcode) {
            case POP -> stack.removeLast();
            case POP2 -> take(stack);
            case DUP -> stack.add(stack.getLast());
            case DUP_X1 -> stack.add(stack.size() - 2, stack.getLast());
            case DUP_X2 -> {
                Slot top = stack.removeLast();
                int below = stack.size() - (stack.getLast().wide ? 1 : 2);
                stack.add(below, top);
                stack.add(top);
            }
            case DUP2 -> stack.addAll(List.copyOf(stack.subList(stack.size() - width(stack), stack.size())));
            case DUP2_X1, DUP2_X2 -> {
                List<Slot> top = take(stack);
                int below = stack.size() - (opcode == Opcode.DUP2_X1 || stack.getLast().wide ? 1 : 2);
                stack.addAll(below, top);
                stack.addAll(top);
            }
            case SWAP -> {
                Slot top = stack.removeLast();
                stack.add(stack.size() - 1, top);
            }
            default -> {}
        }
    }

    private static int width(List<Slot> stack) {
        return stack.getLast().wide ? 1 : 2;
    }

    private static List<Slot> take(List<Slot> stack) {
        List<Slot> top = stack.subList(stack.size() - width(stack), stack.size());
        List<Slot> taken = List.copyOf(top);
        top.clear();
        return taken;
    }

    private boolean choose(Label otherwise, List<SwitchCase> cases, Way way) {
        way.pop();
        jump(otherwise, way);
        cases.stream().map(SwitchCase::target).distinct().forEach(target -> jump(target, way));
        return false;
    }

    private boolean branch(BranchInstruction branch, Way way) {
        switch (branch.opcode()) {
            case GOTO, GOTO_W -> {
                jump(branch.target(), way);
                return false;
            }
            case IFNULL, IFNONNULL -> {
                FlowValue value = way.pop();
                boolean mayBeNull = value == FlowValue.NULL || !way.known.containsAll(paths(value));
                return fork(
                        branch,
                        way,
                        branch.opcode() == Opcode.IFNULL,
                        mayBeNull,
                        Set.of(),
                        value != FlowValue.NULL,
                        paths(value));
            }
            case IFEQ, IFNE -> {
                FlowValue value = way.pop();
                FlowValue.Test test =
                        value instanceof FlowValue.Test told ? told : new FlowValue.Test(Set.of(), Set.of());
                boolean constant = value instanceof FlowValue.Constant;
                boolean zero = constant && value.equals(new FlowValue.Constant(0));
                return fork(
                        branch,
                        way,
                        branch.opcode() == Opcode.IFEQ,
                        !constant || zero,
                        test.ifFalse(),
                        !zero,
                        test.ifTrue());
            }
            case IFLT, IFGE, IFGT, IFLE -> way.pop();
            default -> {
                way.pop();
                way.pop();
            }
        }
        jump(branch.target(), way.copy());
        return true;
    }

    /// Goes the two ways of a branch, each with what is known on it.
    ///
    /// @param jumpsOnFirst whether the first way is the jump
    private boolean fork(
            BranchInstruction branch,
            Way way,
            boolean jumpsOnFirst,
            boolean first,
            Set<String> knownOnFirst,
            boolean second,
            Set<String> knownOnSecond) {
        Way jumping = way.copy();
        jumping.known.addAll(jumpsOnFirst ? knownOnFirst : knownOnSecond);
        way.known.addAll(jumpsOnFirst ? knownOnSecond : knownOnFirst);
        if (jumpsOnFirst ? first : second) {
            jump(branch.target(), jumping);
        }
        return jumpsOnFirst ? second : first;
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
