/// The command line: decides files of customers or transactions, and operates a running service over HTTP.
///
/// Deciding uses the same engine as the HTTP API, on all cores, in the order of the file, with only a few
/// customers in memory (of transactions, days and amounts). Invalid input is reported and counted. Never
/// starts the service, and never writes to a database.
@NullMarked
package io.tenure.cli;

import org.jspecify.annotations.NullMarked;
