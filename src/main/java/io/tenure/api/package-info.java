/// The HTTP API: decisions, timelines, feedback, drafts, releases, impact, audit and the report.
///
/// It decides nothing itself about what may be published; that is the package `release`.
@NullMarked
package io.tenure.api;

import org.jspecify.annotations.NullMarked;
