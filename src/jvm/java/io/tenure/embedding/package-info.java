/// Deciding inside another program, without the service: what the artifact with the classifier `decide` is for.
@NullMarked
package io.tenure.embedding;

import org.jspecify.annotations.NullMarked;
