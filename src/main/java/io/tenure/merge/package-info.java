/// Merges of a bundle that two people changed: by file, sheet, row and cell, and by rule.
///
/// A merge takes everything that only one of them changed, and never decides by itself what both changed.
@NullMarked
package io.tenure.merge;

import org.jspecify.annotations.NullMarked;
