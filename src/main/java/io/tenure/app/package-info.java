/// The process: starts and stops the service and its embedded database, and creates local keys and accounts.
///
/// It may import every package; no package imports it.
@NullMarked
package io.tenure.app;

import org.jspecify.annotations.NullMarked;
