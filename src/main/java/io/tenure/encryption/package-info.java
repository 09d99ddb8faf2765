/// Encryption of stored payloads, their compression, and the pseudonyms of customers.
///
/// It imports no other package, and knows neither what it encrypts nor where that is stored.
@NullMarked
package io.tenure.encryption;

import org.jspecify.annotations.NullMarked;
