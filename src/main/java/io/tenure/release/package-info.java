/// Releases: drafts, their approval and impact, publishing, and the release that is active.
///
/// A bundle is published whole or not at all, and the active release never changes during a decision.
@NullMarked
package io.tenure.release;

import org.jspecify.annotations.NullMarked;
