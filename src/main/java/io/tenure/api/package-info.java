/// The HTTP API: decisions, stored decisions, timelines, feedback and its report, the active ruleset, health.
@NullMarked
package io.tenure.api;

import org.jspecify.annotations.NullMarked;
