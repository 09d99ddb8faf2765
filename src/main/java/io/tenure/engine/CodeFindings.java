package io.tenure.engine;

import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.lifecycle.Dictionary;
import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldKind;
import io.tenure.lifecycle.Parameters;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.Collection;
import java.util.List;
import java.util.stream.Stream;

/// Findings about code.
final class CodeFindings {
    private CodeFindings() {}

    /// @param named the phase that the rule names; empty for none
    static Finding invalidPhase(Address at, String content, String named, List<String> phases) {
        return Finding.error(
                "invalid-phase",
                at,
                content,
                invalidPhase(named),
                Message.of("engine.code-findings.agenda-group", "phases", phases));
    }

    static Text invalidPhase(String named) {
        return named.isEmpty()
                ? Message.of("engine.code-findings.without-phase")
                : Message.of("engine.code-findings.unknown-phase", "named", named);
    }

    /// Parameters and outcomes that a rule names and the ruleset lacks.
    static List<Finding> unknownNames(Address at, ParsedRule rule, Parameters parameters, Dictionary dictionary) {
        List<String> outcomes =
                dictionary.fields(FieldKind.OUTCOME).stream().map(Field::name).toList();
        return Stream.concat(
                        rule.parameters().stream()
                                .filter(name -> !parameters.has(name))
                                .map(name -> unknownParameter(at, name, parameters.names())),
                        rule.outcomes().stream()
                                .filter(name -> !outcomes.contains(name))
                                .map(name -> unknownOutcome(at, name, outcomes)))
                .toList();
    }

    private static Finding unknownParameter(Address at, String name, Collection<String> parameters) {
        return Finding.error(
                "unknown-parameter",
                at,
                name,
                Message.of("engine.unknown-parameter.message", "name", name),
                unknownParameterFix(name, parameters));
    }

    static Text unknownParameterFix(String name, Collection<String> parameters) {
        return Dictionary.nearest(name, parameters)
                .<Text>map(nearest -> Message.of("engine.unknown-parameter.nearest", "nearest", nearest))
                .orElse(Message.of("engine.unknown-parameter.fix"));
    }

    private static Finding unknownOutcome(Address at, String name, Collection<String> outcomes) {
        return Finding.error(
                "unknown-outcome",
                at,
                name,
                Message.of("engine.unknown-outcome.message", "name", name),
                Dictionary.nearest(name, outcomes)
                        .<Text>map(nearest -> Message.of("engine.unknown-outcome.nearest", "nearest", nearest))
                        .orElse(Message.of("engine.unknown-outcome.fix")));
    }

    /// DRL that a native binary was not built with.
    static Finding changedInNative(String file, String hash) {
        return unsupportedInNative(
                Address.file(file), Message.of("engine.code-findings.changed-in-native", "hash", shortHash(hash)));
    }

    /// DRL that a native binary was built with, and that the bundle lacks.
    static Finding missingInNative(String file, String hash) {
        return unsupportedInNative(
                Address.file(file), Message.of("engine.code-findings.missing-in-native", "hash", shortHash(hash)));
    }

    static Finding freeFormInNative(String file, String sheet) {
        return unsupportedInNative(Address.sheet(file, sheet), Message.of("engine.code-findings.free-form-in-native"));
    }

    private static Finding unsupportedInNative(Address at, Text message) {
        return Finding.error("unsupported-in-native", at, "", message, Message.of("engine.unsupported-in-native.fix"));
    }

    private static String shortHash(String hash) {
        return hash.isEmpty() ? "none" : hash.substring(0, Math.min(19, hash.length()));
    }
}
