/// What every room that keeps something needs: the way to PostgreSQL, and the audit.
///
/// It knows nothing of what is kept.
@NullMarked
package io.tenure.storage;

import org.jspecify.annotations.NullMarked;
