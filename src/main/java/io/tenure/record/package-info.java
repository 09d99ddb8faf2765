/// The decision log: decisions stored before they are answered, encrypted, and recalled for later ones.
///
/// It owns the stored format: what is written here is read here. Payloads are compressed and encrypted, customers are
/// pseudonyms, months are partitions that are dropped when their time is over. It decides nothing.
@NullMarked
package io.tenure.record;

import org.jspecify.annotations.NullMarked;
