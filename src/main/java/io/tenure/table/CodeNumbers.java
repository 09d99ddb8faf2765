package io.tenure.table;

import java.util.List;

/// The number of each of some codes, found without an object for each: decisions ask for it more often than for
/// anything else. Immutable.
final class CodeNumbers {
    private final String[] codes;
    private final int[] numbers;

    /// @param codes each once; their numbers are their places
    CodeNumbers(List<String> codes) {
        int size = Integer.highestOneBit(Math.max(1, codes.size())) * 4;
        this.codes = new String[size];
        this.numbers = new int[size];
        for (int number = 0; number < codes.size(); number++) {
            int place = place(codes.get(number));
            this.codes[place] = codes.get(number);
            numbers[place] = number;
        }
    }

    /// The number of a code; -1 where it is none of them.
    int of(String code) {
        int place = place(code);
        return codes[place] == null ? -1 : numbers[place];
    }

    /// Where a code is, or would be. At most half of the places are taken.
    private int place(String code) {
        int hash = code.hashCode();
        int place = (hash ^ hash >>> 16) & codes.length - 1;
        while (codes[place] != null && !codes[place].equals(code)) {
            place = place + 1 & codes.length - 1;
        }
        return place;
    }
}
