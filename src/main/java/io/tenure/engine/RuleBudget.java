package io.tenure.engine;

import io.tenure.text.Message;
import java.time.Duration;
import org.jspecify.annotations.Nullable;

/// How much the rules of one decision may do. Compiled rules count their own steps here: one for each evaluation of a
/// condition, each consequence and each turn of a loop, and some for each call that takes longer with longer arguments.
/// Whoever reaches the end of the budget is stopped at its next step, whatever it does, on the thread that decides.
///
/// Time is looked at every thousand steps, so that a slow machine fails no honest decision, which takes a few hundred.
/// What one such call takes is bounded by the length of texts.
/// Public because compiled rules call it; of no use elsewhere.
public final class RuleBudget {
    /// Most steps of one decision.
    static final int MAX_STEPS = 1_000_000;

    /// Longest time of one decision's rules.
    static final Duration MAX_TIME = Duration.ofSeconds(2);

    /// Longest text that a rule puts together or asks of a fact, in characters. The longest search for one in another
    /// takes some milliseconds.
    static final int MAX_TEXT_LENGTH = 10_000;

    /// Steps that one pair of facts in a join costs: the engine keeps it in memory.
    private static final int STEPS_PER_PAIR = 5;

    /// Steps that a call costs whose time depends on its arguments: a hundred of them are as many as fit between two
    /// looks at the clock.
    static final int STEPS_PER_CALL = 10;

    /// Steps that a reason, signal or exclusion costs: each stays in memory until the decision is answered.
    static final int STEPS_PER_EFFECT = 100;

    private static final int STEPS_PER_LOOK_AT_THE_CLOCK = 1_000;
    private static final ThreadLocal<@Nullable RuleBudget> CURRENT = new ThreadLocal<>();

    private final long end;
    private int steps;
    private String lastRule = "";
    private int nextLook = STEPS_PER_LOOK_AT_THE_CLOCK;

    private RuleBudget(long end) {
        this.end = end;
    }

    /// Begins the budget of a decision on this thread.
    static void begin() {
        CURRENT.set(new RuleBudget(System.nanoTime() + MAX_TIME.toNanos()));
    }

    static void end() {
        CURRENT.remove();
    }

    /// Counts one step of a rule.
    public static void step(String rule) {
        count(rule, 1);
    }

    /// Counts several steps of a rule. Called by compiled rules.
    public static void steps(String rule, int steps) {
        count(rule, steps);
    }

    /// The rule that took the last step on this thread, within a decision; empty before the first.
    static String lastRule() {
        RuleBudget budget = CURRENT.get();
        return budget == null ? "" : budget.lastRule;
    }

    /// Counts the pairing of two facts for a rule.
    static void pair(String rule) {
        count(rule, STEPS_PER_PAIR);
    }

    private static void count(String rule, int steps) {
        RuleBudget budget = CURRENT.get();
        if (budget == null) {
            // A thread that a rule started: it decides nobody, and nobody would stop it.
            throw abort("outside-decision", rule, Message.of("engine.rule-failure.outside-decision", "rule", rule));
        }
        budget.lastRule = rule;
        budget.steps += steps;
        if (budget.steps >= budget.nextLook) {
            budget.look(rule);
        }
    }

    private void look(String rule) {
        if (steps >= MAX_STEPS) {
            exhaust();
            throw abort(
                    "too-much-work",
                    rule,
                    Message.of("engine.rule-failure.too-much-work", "rule", rule, "steps", MAX_STEPS));
        }
        if (System.nanoTime() - end >= 0) {
            exhaust();
            throw abort(
                    "too-much-time",
                    rule,
                    Message.of("engine.rule-failure.too-much-time", "rule", rule, "seconds", MAX_TIME.toSeconds()));
        }
        nextLook = steps + STEPS_PER_LOOK_AT_THE_CLOCK;
    }

    /// Lets every further step end, too.
    private void exhaust() {
        steps = MAX_STEPS;
        nextLook = 0;
    }

    /// Ends a rule that makes a text longer than it may. Called by compiled rules.
    public static void text(@Nullable CharSequence text, String rule) {
        if (text != null && text.length() > MAX_TEXT_LENGTH) {
            throw abort(
                    "too-much-text",
                    rule,
                    Message.of("engine.rule-failure.too-much-text", "rule", rule, "length", MAX_TEXT_LENGTH));
        }
    }

    private static RuleAbort abort(String code, String rule, Message message) {
        return new RuleAbort(new RuleFailure(code, rule, message));
    }
}
