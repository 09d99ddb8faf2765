package io.tenure.csv;

import java.nio.charset.Charset;
import org.jspecify.annotations.Nullable;

/// What the caller says about a file; null where it is to be recognised.
///
/// @param separator the character between two columns; a space also stands for a run of spaces
/// @param decimal `.` or `,`
/// @param skip lines above the table
public record CsvOptions(
        @Nullable Charset encoding,
        @Nullable Character separator,
        @Nullable Character decimal,
        DateStyle.@Nullable Pattern dateFormat,
        int skip) {
    /// Everything is recognised.
    public static final CsvOptions NONE = new CsvOptions(null, null, null, null, 0);
}
