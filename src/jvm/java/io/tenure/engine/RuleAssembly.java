package io.tenure.engine;

import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.ArrayStoreInstruction;
import java.lang.classfile.instruction.ConstantInstruction;
import java.lang.classfile.instruction.FieldInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.LoadInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.classfile.instruction.NewReferenceArrayInstruction;
import java.lang.classfile.instruction.ReturnInstruction;
import java.lang.classfile.instruction.StackInstruction;
import java.lang.classfile.instruction.StoreInstruction;
import java.lang.constant.ConstantDescs;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/// How a rule is put together, read from the method that Drools writes for it: one chain of calls without branches.
final class RuleAssembly {
    /// A part of what Drools writes.
    sealed interface Part {
        /// @param owner internal name of the class
        /// @param receiver what it is called on; nothing for a static method
        record Call(String owner, String name, Optional<Part> receiver, List<Part> arguments) implements Part {
            /// The calls from the first to this one: `pattern(…)`, `.bind(…)`, `.expr(…)`.
            List<Call> chain() {
                List<Call> chain = new ArrayList<>();
                Part part = this;
                while (part instanceof Call call) {
                    chain.addFirst(call);
                    part = call.receiver.orElse(Other.INSTANCE);
                }
                return chain;
            }

            /// The arguments and what stands in arrays of them.
            Stream<Part> parts() {
                return arguments.stream()
                        .flatMap(part -> part instanceof Items(var items) ? items.stream() : Stream.of(part));
            }
        }

        /// An array.
        record Items(List<Part> items) implements Part {}

        /// The only instance of a class: a condition, consequence or value that an author wrote.
        record Instance(String owner) implements Part {}

        /// A constructor as a function.
        ///
        /// @param owner internal name of the class that it makes
        record Supplier(String owner) implements Part {}

        record Literal(Object value) implements Part {}

        enum Other implements Part {
            INSTANCE
        }
    }

    private RuleAssembly() {}

    /// What the method returns.
    static Part of(CodeModel code) {
        Map<Integer, Part> variables = new HashMap<>();
        List<Part> stack = new ArrayList<>();
        for (CodeElement element : code) {
            switch (element) {
                case LoadInstruction load -> stack.add(variables.getOrDefault(load.slot(), Part.Other.INSTANCE));
                case StoreInstruction store -> variables.put(store.slot(), stack.removeLast());
                case ConstantInstruction constant ->
                    stack.add(
                            constant.opcode() == Opcode.ACONST_NULL
                                    ? Part.Other.INSTANCE
                                    : new Part.Literal(constant.constantValue()));
                case FieldInstruction field ->
                    stack.add(new Part.Instance(field.owner().asInternalName()));
                case NewObjectInstruction _ -> stack.add(Part.Other.INSTANCE);
                case NewReferenceArrayInstruction _ -> {
                    stack.removeLast();
                    stack.add(new Part.Items(new ArrayList<>()));
                }
                case ArrayStoreInstruction _ -> {
                    Part stored = stack.removeLast();
                    stack.removeLast();
                    if (stack.removeLast() instanceof Part.Items(var items)) {
                        items.add(stored);
                    }
                }
                case StackInstruction instruction when instruction.opcode() == Opcode.DUP -> stack.add(stack.getLast());
                case StackInstruction _ -> stack.removeLast();
                case InvokeInstruction call -> call(call, stack);
                case InvokeDynamicInstruction dynamic -> stack.add(supplier(dynamic, stack));
                case ReturnInstruction _ -> {
                    return stack.isEmpty() ? Part.Other.INSTANCE : stack.getLast();
                }
                default -> {}
            }
        }
        return Part.Other.INSTANCE;
    }

    private static void call(InvokeInstruction call, List<Part> stack) {
        MethodTypeDesc type = call.typeSymbol();
        List<Part> arguments = take(type.parameterCount(), stack);
        Optional<Part> receiver =
                call.opcode() == Opcode.INVOKESTATIC ? Optional.empty() : Optional.of(stack.removeLast());
        if (!type.returnType().equals(ConstantDescs.CD_void)) {
            stack.add(new Part.Call(call.owner().asInternalName(), call.name().stringValue(), receiver, arguments));
        }
    }

    private static List<Part> take(int count, List<Part> stack) {
        List<Part> top = stack.subList(stack.size() - count, stack.size());
        List<Part> taken = List.copyOf(top);
        top.clear();
        return taken;
    }

    private static Part supplier(InvokeDynamicInstruction dynamic, List<Part> stack) {
        take(dynamic.typeSymbol().parameterCount(), stack);
        return dynamic.bootstrapArgs().stream()
                .filter(DirectMethodHandleDesc.class::isInstance)
                .map(DirectMethodHandleDesc.class::cast)
                .findFirst()
                .<Part>map(handle ->
                        new Part.Supplier(handle.owner().descriptorString().replaceAll("^L|;$", "")))
                .orElse(Part.Other.INSTANCE);
    }
}
