package io.tenure.engine;

import io.tenure.text.Message;
import io.tenure.text.Text;

/// Something that rules may not use, and what to do instead.
///
/// @param text as an author would name it: `java.lang.System.exit`, `a loop`
record RefusedUse(String text, Text fix) {
    Text message() {
        return Message.of("engine.not-allowed.message", "use", text);
    }

    /// A class or method outside the list.
    static RefusedUse ofCode(String name) {
        return new RefusedUse(name, Message.of("engine.not-allowed.fix"));
    }

    static RefusedUse loop() {
        return new RefusedUse("a loop", Message.of("engine.not-allowed.loop"));
    }

    /// A class, a lambda or a method reference of the rule's own.
    static RefusedUse ownClass(String what) {
        return new RefusedUse(what, Message.of("engine.not-allowed.own-class"));
    }

    static RefusedUse handler() {
        return new RefusedUse("try, throw or synchronized", Message.of("engine.not-allowed.handler"));
    }

    static RefusedUse array() {
        return new RefusedUse("an array", Message.of("engine.not-allowed.array"));
    }

    /// Some never end.
    static RefusedUse regularExpression() {
        return new RefusedUse("a regular expression", Message.of("engine.not-allowed.regular-expression"));
    }

    /// A method of the engine's handle on the facts.
    static RefusedUse session(String method) {
        return new RefusedUse(method, Message.of("engine.not-allowed.session"));
    }

    static RefusedUse declaration(String what) {
        return new RefusedUse(what, Message.of("engine.not-allowed.declaration"));
    }

    static RefusedUse function(String what) {
        return new RefusedUse(what, Message.of("engine.not-allowed.function"));
    }

    static RefusedUse global(String what) {
        return new RefusedUse(what, Message.of("engine.not-allowed.global"));
    }

    static RefusedUse query(String what) {
        return new RefusedUse(what, Message.of("engine.not-allowed.query"));
    }

    /// An attribute of a rule or of a whole file.
    static RefusedUse attribute(String name) {
        return new RefusedUse(name, Message.of("engine.not-allowed.attribute"));
    }

    /// An attribute that makes a rule depend on the time of day.
    static RefusedUse timed(String what) {
        return new RefusedUse(what, Message.of("engine.not-allowed.timed"));
    }

    /// Facts from elsewhere than the customer who is decided.
    static RefusedUse otherFacts(String what) {
        return new RefusedUse(what, Message.of("engine.not-allowed.other-facts"));
    }

    static RefusedUse or() {
        return new RefusedUse("or between facts", Message.of("engine.not-allowed.or"));
    }

    static RefusedUse accumulateFunction(String what) {
        return new RefusedUse(what, Message.of("engine.not-allowed.accumulate-function"));
    }
}
