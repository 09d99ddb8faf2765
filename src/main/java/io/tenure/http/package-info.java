/// Shared by all HTTP endpoints: problems, languages, roles, the request context, log redaction and audit of access.
@NullMarked
package io.tenure.http;

import org.jspecify.annotations.NullMarked;
