/// Reads tables in text files, whatever spreadsheet or system wrote them: encoding, separator, decimal sign and
/// order of dates are recognised, or asked for where two readings are possible. Never reads a value in one of
/// two ways.
@NullMarked
package io.tenure.csv;

import org.jspecify.annotations.NullMarked;
