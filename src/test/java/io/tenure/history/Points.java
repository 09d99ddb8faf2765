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

    static List<CustomerHistory.StagePoint> of(String... points) {
        List<CustomerHistory.StagePoint> path = new ArrayList<>();
        Arrays.stream(points).map(Points::point).forEach(path::add);
        path.sort(Comparator.comparing(CustomerHistory.StagePoint::asOf));
        return path;
    }

    static CustomerHistory history(String... points) {
        return new CustomerHistory(new byte[16], null, 0, of(points), List.of(), null);
    }

    private static CustomerHistory.StagePoint point(String text) {
        String[] parts = text.split(" ");
        Boolean dropped = text.endsWith("!") ? Boolean.TRUE : text.endsWith("-") ? Boolean.FALSE : null;
        String transition = parts.length > 2 && parts[2].length() > 1 ? parts[2] : null;
        return new CustomerHistory.StagePoint(
                LocalDate.parse(parts[0]), parts[1], transition, dropped, UUID.nameUUIDFromBytes(text.getBytes()));
    }
}
