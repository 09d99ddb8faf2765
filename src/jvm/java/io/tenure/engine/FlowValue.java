package io.tenure.engine;

import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDescs;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// What is known about a value while the code of a rule is followed.
sealed interface FlowValue {
    /// A value that is there: a number, a text that the rule makes, what a method always gives.
    ///
    /// @param type internal name of its class, of a primitive that of its box; empty where it is not known
    record Present(String type) implements FlowValue {
        static Present of(ClassDesc type) {
            return new Present(
                    type.isPrimitive()
                            ? BOXES.getOrDefault(type.displayName(), "")
                            : type.equals(ConstantDescs.CD_Object) ? "" : internalName(type));
        }

        private static String internalName(ClassDesc type) {
            String descriptor = type.descriptorString();
            return type.isArray() ? descriptor : descriptor.substring(1, descriptor.length() - 1);
        }
    }

    /// The literal null.
    record Null() implements FlowValue {}

    /// A number that was an `int`, which no date leaves the calendar by.
    record Small() implements FlowValue {}

    /// A number, text or truth that stands in the rule.
    record Constant(Object value) implements FlowValue {}

    /// A fact, or what is always there in one.
    ///
    /// @param path how it was read: `customer.attribute`
    record Fact(String path) implements FlowValue {}

    /// A value that is null where it is unknown.
    ///
    /// @param path how it was read: `customer.contactCap`
    /// @param name as an author would write it: `contactCap`
    record Optional(String path, String name) implements FlowValue {}

    /// An array that the compiler makes of arguments.
    record Elements(List<FlowValue> values) implements FlowValue {
        Elements with(FlowValue value) {
            List<FlowValue> more = new ArrayList<>(values);
            more.add(value);
            return new Elements(List.copyOf(more));
        }
    }

    /// A truth that tells which values are there.
    ///
    /// @param ifTrue paths of values that are there where it is true
    /// @param ifFalse paths of values that are there where it is false
    record Test(Set<String> ifTrue, Set<String> ifFalse) implements FlowValue {}

    Map<String, String> BOXES = Map.of(
            "boolean", "java/lang/Boolean",
            "byte", "java/lang/Byte",
            "short", "java/lang/Short",
            "char", "java/lang/Character",
            "int", "java/lang/Integer",
            "long", "java/lang/Long",
            "float", "java/lang/Float",
            "double", "java/lang/Double");
    FlowValue PRESENT = new Present("");
    FlowValue NULL = new Null();
}
