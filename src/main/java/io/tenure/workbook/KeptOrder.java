package io.tenure.workbook;

/// Which items of a list were moved: all but a longest run that kept its order.
public final class KeptOrder {
    private KeptOrder() {}

    /// Whether each item was moved.
    ///
    /// @param places where each item is on the other side, from 1; 0 for an item that isn't there
    public static boolean[] moved(int[] places) {
        var moved = new boolean[places.length];
        var previous = new int[places.length];
        // The item at which the best run of each length ends, the one whose end has the first place.
        var ends = new int[places.length + 1];
        var longest = 0;
        for (var i = 0; i < places.length; i++) {
            if (places[i] == 0) {
                continue;
            }
            moved[i] = true;
            var low = 0;
            var high = longest;
            while (low < high) {
                var middle = (low + high + 1) / 2;
                if (places[ends[middle]] < places[i]) {
                    low = middle;
                } else {
                    high = middle - 1;
                }
            }
            previous[i] = low == 0 ? -1 : ends[low];
            ends[low + 1] = i;
            longest = Math.max(longest, low + 1);
        }
        for (var i = longest == 0 ? -1 : ends[longest]; i >= 0; i = previous[i]) {
            moved[i] = false;
        }
        return moved;
    }
}
