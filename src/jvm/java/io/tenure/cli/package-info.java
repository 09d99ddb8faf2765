/// Decides files of customers and of transactions from the command line, on all cores, in the order of the
/// file.
///
/// Decides by the same path as the HTTP API and holds only a few customers at a time; of transactions it
/// holds days and amounts. What it cannot read it reports and counts. Never boots the service, and never
/// writes to a database.
@NullMarked
package io.tenure.cli;

import org.jspecify.annotations.NullMarked;
