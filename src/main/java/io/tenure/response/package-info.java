/// The response to a decision request as JSON: written once for the caller and the record, and read back from it.
@NullMarked
package io.tenure.response;

import org.jspecify.annotations.NullMarked;
