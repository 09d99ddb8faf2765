package io.tenure.history;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.UUID;

/// Paths for tests, written as `2026-01-10 STABLE USUAL`; a `!` behind says that volume had halved, a `-` that not.
final class Points {
    private Points() {}

    static List<Past.Point> of(String... points) {
        List<Past.Point> path = new ArrayList<>();
        Arrays.stream(points).map(Points::point).forEach(path::add);
        path.sort(Comparator.comparing(Past.Point::asOf));
        return path;
    }

    static Past past(String... points) {
        return new Past(new byte[16], 0, of(points), List.of(), null);
    }

    private static Past.Point point(String text) {
        String[] parts = text.split(" ");
        Boolean dropped = text.endsWith("!") ? Boolean.TRUE : text.endsWith("-") ? Boolean.FALSE : null;
        String transition = parts.length > 2 && parts[2].length() > 1 ? parts[2] : null;
        return new Past.Point(
                LocalDate.parse(parts[0]), parts[1], transition, dropped, UUID.nameUUIDFromBytes(text.getBytes()));
    }
}
