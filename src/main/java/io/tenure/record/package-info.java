/// The decision log: encrypted, durable before a decision is answered, and recalled for later decisions.
///
/// It decides nothing.
@NullMarked
package io.tenure.record;

import org.jspecify.annotations.NullMarked;
