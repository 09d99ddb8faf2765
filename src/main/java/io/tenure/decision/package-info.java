/// Decides a request: read, recall, decide, store, respond; and decides stored decisions again.
///
/// It knows no HTTP: results are plain values that the API turns into responses.
@NullMarked
package io.tenure.decision;

import org.jspecify.annotations.NullMarked;
