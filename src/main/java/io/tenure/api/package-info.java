/// The HTTP API by which people change the rules: drafts, checks, differences, impact, publishing, the audit;
/// and see what came of the advice.
///
/// Says in both languages what it did or why it didn't. Decides nothing itself about what may be published; that is
/// the room `release`.
@NullMarked
package io.tenure.api;

import org.jspecify.annotations.NullMarked;
