/// Why a decision is as it is, and why not otherwise: for each action what stopped it, for each outcome the row that
/// decided it and those that lost, for any row its conditions one by one.
///
/// Explained is a decision made again with a trace of what each table was asked; nothing here decides.
@NullMarked
package io.tenure.explanation;

import org.jspecify.annotations.NullMarked;
