/// Releases: a published bundle, its number and hash, and the one that is active.
///
/// A bundle is published whole or not at all, and what is active never changes under a decision.
/// This room's entities never leave it.
@NullMarked
package io.tenure.release;

import org.jspecify.annotations.NullMarked;
