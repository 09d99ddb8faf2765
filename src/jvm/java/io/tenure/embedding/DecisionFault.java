package io.tenure.embedding;

import io.tenure.engine.RuleFailure;
import io.tenure.input.InputFault;
import io.tenure.text.Text;

/// Why a request wasn't decided.
///
/// @param code short stable name, as in the problems of the HTTP API: `unknown-name`, `out-of-range`
/// @param pointer where it is in the request, as a JSON pointer (RFC 6901); empty for the whole of it, or for a rule
/// that
///     failed
/// @param message what is wrong, and what is allowed there, in English and Chinese
public record DecisionFault(String code, String pointer, Text message) {
    static DecisionFault of(InputFault fault) {
        return new DecisionFault(fault.code(), fault.pointer(), fault.message());
    }

    static DecisionFault of(RuleFailure failure) {
        return new DecisionFault(failure.code(), "", failure.message());
    }

    /// In English, for logs: where it is, and what is wrong.
    @Override
    public String toString() {
        return pointer.isEmpty() ? message.en() : pointer + ": " + message.en();
    }
}
