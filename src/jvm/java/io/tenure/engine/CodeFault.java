package io.tenure.engine;

import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.Collection;
import org.jspecify.annotations.Nullable;

/// One thing that is wrong with the code of a rule.
///
/// @param rule name of the rule; empty where it is not known
/// @param text for a compiler's fault its words, for others what was used or written
/// @param message for people; null for a compiler's fault
/// @param fix what to do about it; null for a compiler's fault
record CodeFault(
        Kind kind,
        String rule,
        String text,
        @Nullable Text message,
        @Nullable Text fix) {
    enum Kind {
        DOES_NOT_COMPILE("does-not-compile"),
        NOT_ALLOWED("not-allowed"),
        INVALID_OUTCOME("invalid-outcome"),
        UNKNOWN_PARAMETER("unknown-parameter");

        private final String code;

        Kind(String code) {
            this.code = code;
        }

        String code() {
            return code;
        }
    }

    static CodeFault ofCompiler(String words) {
        return new CodeFault(Kind.DOES_NOT_COMPILE, "", words, null, null);
    }

    static CodeFault unknownParameter(String rule, String name, Collection<String> parameters) {
        return new CodeFault(
                Kind.UNKNOWN_PARAMETER,
                rule,
                name,
                Message.of("engine.unknown-parameter.message", "name", name),
                CodeFindings.unknownParameterFix(name, parameters));
    }

    static CodeFault notAllowed(String rule, RefusedUse use) {
        return new CodeFault(Kind.NOT_ALLOWED, rule, use.text(), use.message(), use.fix());
    }
}
