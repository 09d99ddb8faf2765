package io.tenure.engine;

import java.lang.classfile.Opcode;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What is known at a place in the code of a rule, on one way there.
///
/// @param variables by their slots
/// @param stack the operands, the top last
/// @param known paths of values that are there
record FlowState(Map<Integer, FlowValue> variables, List<Operand> stack, Set<String> known) {
    /// @param wide a long or double, which counts as two in the stack's own instructions
    record Operand(FlowValue value, boolean wide) {}

    FlowState copy() {
        return new FlowState(new HashMap<>(variables), new ArrayList<>(stack), new HashSet<>(known));
    }

    /// What several have in common.
    static FlowState common(Collection<FlowState> states) {
        FlowState common = states.iterator().next().copy();
        for (FlowState state : states) {
            common.known.retainAll(state.known);
            common.variables.replaceAll((slot, value) -> common(value, state.variables.get(slot)));
            for (int i = 0; i < common.stack.size(); i++) {
                Operand operand = common.stack.get(i);
                common.stack.set(i, new Operand(common(operand.value, state.stack.get(i).value), operand.wide));
            }
        }
        return common;
    }

    private static FlowValue common(FlowValue one, @Nullable FlowValue other) {
        return one.equals(other) ? one : FlowValue.PRESENT;
    }

    void push(FlowValue value, boolean wide) {
        stack.add(new Operand(value, wide));
    }

    FlowValue pop() {
        return stack.removeLast().value;
    }

    FlowValue top() {
        return stack.getLast().value;
    }

    /// Puts a value into an array, which the compiler keeps below for its next element or its use.
    void store() {
        FlowValue value = pop();
        pop();
        FlowValue array = pop();
        if (array instanceof FlowValue.Elements elements && !stack.isEmpty() && top().equals(array)) {
            stack.set(stack.size() - 1, new Operand(elements.with(value), false));
        }
    }

    /// Does one of the stack's own instructions.
    void shuffle(Opcode opcode) {
        switch (opcode) {
            case POP -> stack.removeLast();
            case POP2 -> take();
            case DUP -> stack.add(stack.getLast());
            case DUP_X1 -> stack.add(stack.size() - 2, stack.getLast());
            case DUP_X2 -> {
                Operand top = stack.removeLast();
                stack.add(stack.size() - width(), top);
                stack.add(top);
            }
            case DUP2 -> stack.addAll(List.copyOf(stack.subList(stack.size() - width(), stack.size())));
            case DUP2_X1, DUP2_X2 -> {
                List<Operand> top = take();
                int below = stack.size() - (opcode == Opcode.DUP2_X1 ? 1 : width());
                stack.addAll(below, top);
                stack.addAll(top);
            }
            case SWAP -> {
                Operand top = stack.removeLast();
                stack.add(stack.size() - 1, top);
            }
            default -> {}
        }
    }

    /// How many operands the top two words are.
    private int width() {
        return stack.getLast().wide ? 1 : 2;
    }

    private List<Operand> take() {
        List<Operand> top = stack.subList(stack.size() - width(), stack.size());
        List<Operand> taken = List.copyOf(top);
        top.clear();
        return taken;
    }
}
