/// What every package that stores something needs: access to PostgreSQL, the schema, and the audit log.
@NullMarked
package io.tenure.storage;

import org.jspecify.annotations.NullMarked;
