/// What every HTTP endpoint shares: problems, languages, roles, the request context, redaction and audit of access.
@NullMarked
package io.tenure.http;

import org.jspecify.annotations.NullMarked;
