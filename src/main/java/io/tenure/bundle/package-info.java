/// Workbooks, tables, cells, DRL sources and scenarios: reading them, and saying all that is wrong with them.
///
/// Nothing here runs a rule. What is read is immutable; what cannot be read comes back as findings, each at its
/// address, all at once.
@NullMarked
package io.tenure.bundle;

import org.jspecify.annotations.NullMarked;
