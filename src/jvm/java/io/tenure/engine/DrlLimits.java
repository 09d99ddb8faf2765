package io.tenure.engine;

import io.tenure.bundle.RuleSource;
import io.tenure.text.Message;
import io.tenure.text.Text;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// Bounds on the text of DRL, checked before anything parses it: the parsers and the compiler descend once for
/// each bracket and operator. Drools also tries each bracket and each cast of a condition twice, so that each level
/// doubles its time: twelve levels take seconds, fifteen take minutes. It reads a call anew for each that follows it.
///
/// One for all sources of a ruleset.
final class DrlLimits {
    /// Most characters of one source.
    private static final int MAX_LENGTH = 2_000_000;

    /// Most characters of one rule.
    private static final int MAX_RULE_LENGTH = 20_000;

    /// Most brackets within each other.
    private static final int MAX_DEPTH = 10;

    /// Most calls that follow one another: `a.trim().strip()` are two.
    private static final int MAX_CALLS = 50;

    /// Most values that stand in one pair of brackets: `x in (1, 2, 3)` has three. Drools takes time by their square.
    private static final int MAX_VALUES = 500;

    /// Depth from which the doubling is felt.
    private static final int COSTLY_DEPTH = 5;

    /// Most of what all costly brackets cost together: `2^depth` each, somewhat less than a millisecond.
    private static final long MAX_COST = 20_000;

    private static final Pattern RULE = Pattern.compile("^[ \\t]*+rule\\b", Pattern.MULTILINE);

    private long cost;

    /// What is beyond the limits.
    ///
    /// @param line in the DRL, from 1; 0 for the whole source
    record Excess(int line, Text message) {}

    Optional<Excess> check(RuleSource source) {
        String drl = source.drl();
        if (drl.length() > MAX_LENGTH) {
            return Optional.of(
                    new Excess(0, Message.of("engine.too-deep.source", "length", drl.length(), "max", MAX_LENGTH)));
        }
        Matcher rule = RULE.matcher(drl);
        int start = 0;
        boolean last = false;
        while (!last) {
            last = !rule.find();
            int end = last ? drl.length() : rule.start();
            if (end - start > MAX_RULE_LENGTH) {
                return Optional.of(new Excess(
                        lineAt(drl, start),
                        Message.of("engine.too-deep.rule", "length", end - start, "max", MAX_RULE_LENGTH)));
            }
            start = end;
        }
        return new Brackets(drl).tooDeep();
    }

    private static int lineAt(String drl, int position) {
        String before = drl.substring(0, position);
        return 1
                + (int) before.chars().filter(c -> c == '\n').count()
                + (int) drl.substring(position)
                        .chars()
                        .takeWhile(Character::isWhitespace)
                        .filter(c -> c == '\n')
                        .count();
    }

    /// Counts brackets outside of quoted text and comments.
    private final class Brackets {
        private final String drl;
        private int position;
        private int depth;
        private int casts;
        private int calls;
        private final int[] values = new int[MAX_DEPTH + 1];

        /// The last character that is neither blank nor a sign, such as may stand between two casts.
        private char previous = ' ';

        Brackets(String drl) {
            this.drl = drl;
        }

        Optional<Excess> tooDeep() {
            for (; position < drl.length(); position++) {
                char c = drl.charAt(position);
                switch (c) {
                    case '"', '\'' -> skipQuoted(c);
                    case '/' -> skipComment();
                    case '(', '[', '{' -> {
                        casts = c == '(' && previous == ')' ? casts + 1 : 0;
                        if (++depth > MAX_DEPTH) {
                            return excess(Message.of("engine.too-deep.brackets", "max", MAX_DEPTH));
                        }
                        values[depth] = 1;
                        if (casts > MAX_DEPTH) {
                            return excess(Message.of("engine.too-deep.casts", "max", MAX_DEPTH));
                        }
                        cost += depth + casts < COSTLY_DEPTH ? 0 : 1L << (depth + casts);
                        if (cost > MAX_COST) {
                            return excess(Message.of("engine.too-deep.nested"));
                        }
                    }
                    case ')', ']', '}' -> depth = Math.max(0, depth - 1);
                    case '.' -> {
                        if (previous == ')' && ++calls > MAX_CALLS) {
                            return excess(Message.of("engine.too-deep.calls", "max", MAX_CALLS));
                        }
                    }
                    case ',' -> {
                        calls = 0;
                        if (++values[depth] > MAX_VALUES && depth > 0) {
                            return excess(Message.of("engine.too-deep.values", "max", MAX_VALUES));
                        }
                    }
                    case ';' -> calls = 0;
                    default -> {}
                }
                if (!Character.isWhitespace(c) && "!~+-/".indexOf(c) < 0) {
                    previous = c;
                }
            }
            return Optional.empty();
        }

        private Optional<Excess> excess(Text message) {
            return Optional.of(new Excess(lineAt(drl, position), message));
        }

        /// Moves to the closing quote; stays where there is none, so that a stray quote hides nothing.
        private void skipQuoted(char quote) {
            for (int i = position + 1; i < drl.length(); i++) {
                char c = drl.charAt(i);
                if (c == '\\') {
                    i++;
                } else if (c == quote) {
                    position = i;
                    return;
                } else if (c == '\n') {
                    return;
                }
            }
        }

        private void skipComment() {
            if (drl.startsWith("//", position)) {
                int end = drl.indexOf('\n', position);
                position = end < 0 ? drl.length() : end;
            } else if (drl.startsWith("/*", position)) {
                int end = drl.indexOf("*/", position + 2);
                position = end < 0 ? position : end + 1;
            }
        }
    }
}
