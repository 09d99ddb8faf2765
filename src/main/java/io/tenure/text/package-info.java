/// Texts for people in English and Chinese: pairs from the sheets, and messages from the bundles.
///
/// It imports no other package.
@NullMarked
package io.tenure.text;

import org.jspecify.annotations.NullMarked;
