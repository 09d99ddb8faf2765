package io.tenure.engine;

import java.util.Set;

/// What is known about a value while the code of a rule is followed.
sealed interface FlowValue {
    /// A value that is there: a number, a text that the rule makes, what a method always gives.
    record Present() implements FlowValue {}

    /// The literal null.
    record Null() implements FlowValue {}

    /// A whole number that was an `int`, which no date leaves the calendar by.
    record Small() implements FlowValue {}

    /// A number or text that stands in the rule.
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

    /// A truth that tells which values are there.
    ///
    /// @param ifTrue paths of values that are there where it is true
    /// @param ifFalse paths of values that are there where it is false
    record Test(Set<String> ifTrue, Set<String> ifFalse) implements FlowValue {}

    FlowValue PRESENT = new Present();
    FlowValue NULL = new Null();
}
