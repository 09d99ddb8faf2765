package io.tenure.engine;

import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.List;

/// Something that rules may not use, and what to do instead.
///
/// @param use as an author would name it: `java.lang.System.exit`, `a loop`
record RefusedUse(Text use, Text fix) {
    Text message() {
        return Message.of("engine.not-allowed.message", "use", use);
    }

    /// What to look for in the source; words such as `a loop` don't stand there.
    String text() {
        return use.en();
    }

    private static RefusedUse named(String code, Text fix) {
        return new RefusedUse(Text.same(code), fix);
    }

    /// A class or method outside the list.
    static RefusedUse ofCode(String name) {
        return named(name, Message.of("engine.not-allowed.fix"));
    }

    static RefusedUse loop() {
        return new RefusedUse(Message.of("engine.refused-use.loop"), Message.of("engine.not-allowed.loop"));
    }

    /// A class that a rule declares.
    static RefusedUse ownClass() {
        return new RefusedUse(Message.of("engine.refused-use.own-class"), Message.of("engine.not-allowed.own-class"));
    }

    /// A lambda or a method reference.
    static RefusedUse lambda() {
        return new RefusedUse(Message.of("engine.refused-use.lambda"), Message.of("engine.not-allowed.own-class"));
    }

    /// A call of a method of the rule's own class.
    static RefusedUse ownCall() {
        return new RefusedUse(Message.of("engine.refused-use.own-call"), Message.of("engine.not-allowed.own-class"));
    }

    /// A method that the rule passes as a function.
    static RefusedUse methodReference(String what) {
        return named(what, Message.of("engine.not-allowed.own-class"));
    }

    static RefusedUse handler() {
        return new RefusedUse(Message.of("engine.refused-use.handler"), Message.of("engine.not-allowed.handler"));
    }

    static RefusedUse array() {
        return new RefusedUse(Message.of("engine.refused-use.array"), Message.of("engine.not-allowed.array"));
    }

    /// Some never end.
    static RefusedUse regularExpression() {
        return new RefusedUse(
                Message.of("engine.refused-use.regular-expression"),
                Message.of("engine.not-allowed.regular-expression"));
    }

    /// A method of the engine's handle on the facts.
    static RefusedUse session(String method) {
        return named(method, Message.of("engine.not-allowed.session"));
    }

    static RefusedUse declaration(String what) {
        return named(what, Message.of("engine.not-allowed.declaration"));
    }

    static RefusedUse function(String what) {
        return named(what, Message.of("engine.not-allowed.function"));
    }

    static RefusedUse global(String what) {
        return named(what, Message.of("engine.not-allowed.global"));
    }

    static RefusedUse query(String what) {
        return named(what, Message.of("engine.not-allowed.query"));
    }

    /// An attribute of a rule or of a whole file.
    static RefusedUse attribute(String name) {
        return named(name, Message.of("engine.not-allowed.attribute"));
    }

    /// A package that is not the rules' own.
    static RefusedUse foreignPackage(String what) {
        return named(what, Message.of("engine.not-allowed.package"));
    }

    /// A salience that is not a number.
    static RefusedUse computedSalience() {
        return new RefusedUse(Message.of("engine.refused-use.salience"), Message.of("engine.not-allowed.salience"));
    }

    /// Conditions on groups of facts within each other.
    static RefusedUse nested() {
        return new RefusedUse(Message.of("engine.refused-use.nested"), Message.of("engine.not-allowed.nested"));
    }

    /// Several facts together in a group of conditions within another.
    static RefusedUse nestedGroup() {
        return new RefusedUse(Message.of("engine.refused-use.nested-group"), Message.of("engine.not-allowed.nested"));
    }

    /// A text that is longer than any may be.
    static RefusedUse longText(int max) {
        return new RefusedUse(
                Message.of("engine.refused-use.long-text", "max", max), Message.of("engine.not-allowed.long-text"));
    }

    /// A part of a signal that can't be so.
    static RefusedUse invalidLiteral(String field, String value) {
        return new RefusedUse(
                Message.of("engine.refused-use.invalid-literal", "field", field, "value", value),
                Message.of("engine.not-allowed.invalid-literal"));
    }

    /// A name of a parameter or outcome that is put together.
    static RefusedUse computedName(String method) {
        return new RefusedUse(
                Message.of("engine.refused-use.computed-name", "method", method),
                Message.of("engine.not-allowed.computed-name"));
    }

    /// More than one `then`.
    static RefusedUse secondConsequence() {
        return new RefusedUse(Message.of("engine.refused-use.second-then"), Message.of("engine.not-allowed.attribute"));
    }

    /// An attribute that makes a rule depend on the time of day.
    static RefusedUse timed(String what) {
        return named(what, Message.of("engine.not-allowed.timed"));
    }

    /// Facts from elsewhere than the customer who is decided.
    static RefusedUse otherFacts(String what) {
        return named(what, Message.of("engine.not-allowed.other-facts"));
    }

    /// A condition that is none of facts.
    static RefusedUse condition() {
        return new RefusedUse(Message.of("engine.refused-use.condition"), Message.of("engine.not-allowed.other-facts"));
    }

    static RefusedUse or() {
        return new RefusedUse(Message.of("engine.refused-use.or"), Message.of("engine.not-allowed.or"));
    }

    static RefusedUse accumulateFunction(String what) {
        return named(what, Message.of("engine.not-allowed.accumulate-function"));
    }

    /// A value that may be unknown, where the rule would fail on it.
    ///
    /// @param name as an author would write it
    static RefusedUse unknownValue(String name) {
        return new RefusedUse(
                Message.of("engine.refused-use.unknown-value", "name", name),
                Message.of("engine.not-allowed.unknown-value", "name", name));
    }

    /// An accumulation of what is read from a fact outside of it.
    static RefusedUse unboundValue() {
        return new RefusedUse(
                Message.of("engine.refused-use.unbound-value"), Message.of("engine.not-allowed.unbound-value"));
    }

    /// A value of an attribute or outcome as one of another type.
    ///
    /// @param what as an author would write it
    static RefusedUse otherType(String what, String type) {
        return new RefusedUse(
                Message.of("engine.refused-use.other-type", "name", what),
                Message.of("engine.not-allowed.other-type", "name", what, "type", type));
    }

    /// A value for an outcome of another type.
    static RefusedUse otherOutcome(String outcome, String type) {
        return new RefusedUse(
                Message.of("engine.refused-use.other-outcome", "name", outcome),
                Message.of("engine.not-allowed.other-outcome", "name", outcome, "type", type));
    }

    /// A text for an outcome of codes that may be none of them.
    static RefusedUse computedCode(String outcome, List<String> codes) {
        return new RefusedUse(
                Message.of("engine.refused-use.computed-code", "name", outcome),
                Message.of("engine.not-allowed.computed-code", "codes", codes));
    }

    /// A value taken as one of a class that it may not be of.
    ///
    /// @param type as an author would name it
    static RefusedUse cast(String type) {
        return new RefusedUse(
                Message.of("engine.refused-use.cast", "type", type), Message.of("engine.not-allowed.cast"));
    }

    /// An exact decimal of a number that may be none.
    static RefusedUse computedDecimal() {
        return new RefusedUse(Message.of("engine.refused-use.decimal"), Message.of("engine.not-allowed.decimal"));
    }

    /// An attribute or outcome that no sheet declares.
    static RefusedUse unknownName(String what) {
        return named(what, Message.of("engine.not-allowed.unknown-name"));
    }

    /// A division of whole numbers by what may be 0.
    static RefusedUse division() {
        return new RefusedUse(Message.of("engine.refused-use.division"), Message.of("engine.not-allowed.division"));
    }

    /// A date made of numbers or a text that may make none.
    static RefusedUse computedDate() {
        return new RefusedUse(Message.of("engine.refused-use.date"), Message.of("engine.not-allowed.date"));
    }

    /// An accumulation without a function.
    static RefusedUse accumulateCode() {
        return new RefusedUse(
                Message.of("engine.refused-use.accumulate-code"), Message.of("engine.not-allowed.accumulate-function"));
    }
}
