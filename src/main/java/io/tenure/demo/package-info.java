/// A demonstration: customers that were made up, decided over twelve months like any others, and what came of the
/// advice.
///
/// The command `demo` and a page of the service let it run; it never stores anything itself.
@NullMarked
package io.tenure.demo;

import org.jspecify.annotations.NullMarked;
