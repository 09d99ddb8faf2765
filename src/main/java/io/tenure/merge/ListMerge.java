package io.tenure.merge;

import io.tenure.workbook.KeptOrder;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Predicate;

/// Merges the orders into which two people brought the items of a list; which of the two is which makes no difference.
///
/// Items that neither moved keep their order. An added or moved item follows the item that it follows on its
/// side; where both sides have items at one place, they are merged by name.
final class ListMerge {
    /// Stands for the beginning of the list.
    private static final String TOP = "";

    private final Set<String> left;
    private final List<String> fixed;
    private final Map<String, String> mine;
    private final Map<String, String> theirs;
    private final Map<String, List<String>> mineGroups = new HashMap<>();
    private final Map<String, List<String>> theirsGroups = new HashMap<>();

    /// @param left items that stay in the list or are added to it; none is the empty text
    ListMerge(List<String> base, List<String> mine, List<String> theirs, Set<String> left) {
        this.left = left;
        Set<String> movedByMine = moved(base, mine);
        Set<String> movedByTheirs = moved(base, theirs);
        fixed = base.stream()
                .filter(item -> left.contains(item) && !movedByMine.contains(item) && !movedByTheirs.contains(item))
                .toList();
        Set<String> known = new HashSet<>(base);
        this.mine = placed(mine, item -> movedByMine.contains(item) || !known.contains(item), mineGroups);
        this.theirs = placed(theirs, item -> movedByTheirs.contains(item) || !known.contains(item), theirsGroups);
    }

    private static Set<String> moved(List<String> base, List<String> side) {
        Map<String, Integer> places = new HashMap<>();
        for (String item : side) {
            places.put(item, places.size() + 1);
        }
        boolean[] moved = KeptOrder.moved(
                base.stream().mapToInt(item -> places.getOrDefault(item, 0)).toArray());
        Set<String> items = new HashSet<>();
        for (int i = 0; i < moved.length; i++) {
            if (moved[i]) {
                items.add(base.get(i));
            }
        }
        return items;
    }

    /// The items that a side added or moved, with the fixed item before each.
    private Map<String, String> placed(
            List<String> side, Predicate<String> isPlaced, Map<String, List<String>> groups) {
        Set<String> anchors = new HashSet<>(fixed);
        Map<String, String> placed = new LinkedHashMap<>();
        String anchor = TOP;
        for (String item : side) {
            if (anchors.contains(item)) {
                anchor = item;
            } else if (left.contains(item) && isPlaced.test(item)) {
                placed.put(item, anchor);
                groups.computeIfAbsent(anchor, _ -> new ArrayList<>()).add(item);
            }
        }
        return placed;
    }

    /// The order.
    ///
    /// @param isMine whether an item is where the first side has it; asked once for each item that both
    ///     placed, and not at the same place
    List<String> merge(Predicate<String> isMine) {
        Map<String, Boolean> chosen = new LinkedHashMap<>();
        mine.forEach((item, anchor) -> {
            if (theirs.containsKey(item) && !anchor.equals(theirs.get(item))) {
                chosen.put(item, isMine.test(item));
            }
        });
        Set<String> merged = new LinkedHashSet<>();
        add(TOP, chosen, merged);
        for (String item : fixed) {
            merged.add(item);
            add(item, chosen, merged);
        }
        return List.copyOf(merged);
    }

    private void add(String anchor, Map<String, Boolean> isMine, Set<String> merged) {
        List<String> first = mineGroups.getOrDefault(anchor, List.of()).stream()
                .filter(item -> isMine.getOrDefault(item, true))
                .toList();
        List<String> second = theirsGroups.getOrDefault(anchor, List.of()).stream()
                .filter(item -> !isMine.getOrDefault(item, false))
                .toList();
        int i = 0;
        int j = 0;
        while (i < first.size() || j < second.size()) {
            if (j == second.size() || i < first.size() && first.get(i).compareTo(second.get(j)) <= 0) {
                merged.add(first.get(i++));
            } else {
                merged.add(second.get(j++));
            }
        }
    }
}
