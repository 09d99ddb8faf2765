/// The workbench: pages on which people look at customers and rules, drawn by the service.
///
/// They show what the API shows, by the same services and to the same roles, and work without a script.
@NullMarked
package io.tenure.workbench;

import org.jspecify.annotations.NullMarked;
