/// Reads customers and requests from JSON, files and query parameters, and reports all faults together.
@NullMarked
package io.tenure.input;

import org.jspecify.annotations.NullMarked;
