/// Bundles: reading workbooks, DRL files and scenarios as one checked ruleset, and comparing two rulesets.
///
/// Nothing here runs a rule.
@NullMarked
package io.tenure.bundle;

import org.jspecify.annotations.NullMarked;
