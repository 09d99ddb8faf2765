/// The HTTP API for people who change rules: drafts, checks, impact, publishing, releases and the audit trail.
@NullMarked
package io.tenure.api.authoring;

import org.jspecify.annotations.NullMarked;
