/// A customer's history: the stages and contacts of earlier decisions, and the facts that a new decision recalls from
/// them.
///
/// Everything here is a pure function of what the record holds; nothing reads the database.
@NullMarked
package io.tenure.history;

import org.jspecify.annotations.NullMarked;
