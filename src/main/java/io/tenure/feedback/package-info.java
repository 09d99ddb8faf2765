/// How customers respond to decisions: feedback as callers report it, its counts, and the report with confidence
/// intervals.
@NullMarked
package io.tenure.feedback;

import org.jspecify.annotations.NullMarked;
