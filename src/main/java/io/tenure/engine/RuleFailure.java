package io.tenure.engine;

import io.tenure.text.Text;

/// Why a rule written in DRL kept a customer from being decided: a fault of the ruleset, not of the request.
///
/// @param code `too-much-work`, `too-much-time`, `too-much-text`, `never-settles`, `invalid-outcome`,
///     `outside-decision` or `exception`
/// @param rule name of the rule; empty where it is not known
/// @param message what happened, naming the rule
public record RuleFailure(String code, String rule, Text message) {}
