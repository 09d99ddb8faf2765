/// The process: command-line entry point, embedded database, secrets and startup messages.
///
/// It may import every package; no package imports it.
@NullMarked
package io.tenure.app;

import org.jspecify.annotations.NullMarked;
