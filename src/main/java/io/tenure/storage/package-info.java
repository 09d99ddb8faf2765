/// Access to PostgreSQL, the schema, and the audit log.
@NullMarked
package io.tenure.storage;

import org.jspecify.annotations.NullMarked;
