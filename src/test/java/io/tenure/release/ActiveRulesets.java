package io.tenure.release;

/// What is active, for tests that need a ruleset of their own to be.
public final class ActiveRulesets {
    private ActiveRulesets() {}

    public static ActiveRuleset of(ActiveRuleset.CompiledRelease release) {
        ActiveRuleset active = new ActiveRuleset();
        active.activate(release);
        return active;
    }
}
