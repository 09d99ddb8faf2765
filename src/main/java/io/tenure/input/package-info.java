/// From JSON, rows of files and query parameters to customers and requests, with every fault at once.
@NullMarked
package io.tenure.input;

import org.jspecify.annotations.NullMarked;
