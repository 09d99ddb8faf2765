/// From a request to a stored decision: read, recall, decide, store, respond; and deciding again later.
@NullMarked
package io.tenure.decision;

import org.jspecify.annotations.NullMarked;
