/// Bundles: workbooks, DRL files and scenarios that belong together; reading them as a ruleset, and comparing two.
///
/// Nothing here runs a rule.
@NullMarked
package io.tenure.bundle;

import org.jspecify.annotations.NullMarked;
