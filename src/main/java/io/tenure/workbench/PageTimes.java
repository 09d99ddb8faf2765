package io.tenure.workbench;

import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/// Moments as pages show them.
final class PageTimes {
    private static final DateTimeFormatter MINUTE =
            DateTimeFormatter.ofPattern("uuuu-MM-dd HH:mm 'UTC'", Locale.ROOT).withZone(ZoneOffset.UTC);

    private static final DateTimeFormatter SECOND = DateTimeFormatter.ofPattern(
                    "uuuu-MM-dd HH:mm:ss 'UTC'", Locale.ROOT)
            .withZone(ZoneOffset.UTC);

    private PageTimes() {}

    /// `2026-06-30 09:15 UTC`.
    static String minute(Instant moment) {
        return MINUTE.format(moment);
    }

    /// `2026-06-30 09:15:07 UTC`.
    static String second(Instant moment) {
        return SECOND.format(moment);
    }
}
