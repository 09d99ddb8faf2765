package io.tenure.engine;

import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.stream.Collectors;

/// What keeps code from compiling, as findings.
final class CompilerFindings {
    private CompilerFindings() {}

    static Finding of(Address at, String content, CodeFault fault) {
        Text message = fault.message();
        Text fix = fault.fix();
        return Finding.error(
                fault.kind().code(),
                at,
                content,
                message != null
                        ? message
                        : Message.of(
                                "engine.does-not-compile.message",
                                "reason",
                                withPlainDigits(withoutStackTrace(fault.text()))),
                fix != null ? fix : Message.of("engine.does-not-compile.fix"));
    }

    static Finding tooDeep(Address at, Text message) {
        return Finding.error("too-deep", at, "", message, Message.of("engine.too-deep.fix"));
    }

    /// Drools writes its line numbers in the digits of the machine's locale.
    private static String withPlainDigits(String fault) {
        return fault.codePoints()
                .map(c -> Character.isDigit(c) ? '0' + Character.digit(c, 10) : c)
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    /// What the parser says, without the stack trace that it adds where it was surprised.
    private static String withoutStackTrace(String fault) {
        return fault.lines()
                .takeWhile(line -> !line.startsWith("\tat ") && !line.startsWith("Problem stacktrace"))
                .collect(Collectors.joining("\n"))
                .strip();
    }
}
