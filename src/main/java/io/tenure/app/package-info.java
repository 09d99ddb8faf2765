/// Starts the service: the local database, the web server, and what they need from the machine.
///
/// May import every room; no room imports it. Decides nothing about customers.
@NullMarked
package io.tenure.app;

import org.jspecify.annotations.NullMarked;
