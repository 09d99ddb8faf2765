/// How customers responded to decisions: reported feedback, its counts, and the report with confidence intervals.
@NullMarked
package io.tenure.feedback;

import org.jspecify.annotations.NullMarked;
