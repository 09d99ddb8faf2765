/// Reports of many customers for people: tables as text, pages with plots, JSON.
///
/// Everything is drawn here; a page needs no network and runs no script.
@NullMarked
package io.tenure.report;

import org.jspecify.annotations.NullMarked;
