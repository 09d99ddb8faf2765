package io.tenure.input;

import java.util.List;

/// Remembers rows by a 64-bit hash of their cells, eight to sixteen bytes each, to find those that occur again.
final class RowHashes {
    /// More rows than this are no longer remembered.
    private static final int MAX_ROWS = 1 << 24;

    private long[] slots = new long[1 << 10];
    private int size;

    /// False if such a row was added before.
    boolean add(List<String> cells) {
        if (size >= MAX_ROWS) {
            return true;
        }
        long hash = 0xCBF29CE484222325L;
        for (String cell : cells) {
            for (int i = 0; i < cell.length(); i++) {
                hash = (hash ^ cell.charAt(i)) * 0x100000001B3L;
            }
            hash = (hash ^ 0xFFFF) * 0x100000001B3L;
        }
        hash ^= hash >>> 32;
        // 0 marks an empty slot.
        return add(hash == 0 ? 1 : hash);
    }

    private boolean add(long hash) {
        if (size * 2 > slots.length) {
            long[] old = slots;
            slots = new long[old.length * 2];
            for (long known : old) {
                if (known != 0) {
                    slots[slot(known)] = known;
                }
            }
        }
        int slot = slot(hash);
        if (slots[slot] == hash) {
            return false;
        }
        slots[slot] = hash;
        size++;
        return true;
    }

    /// The slot of a hash, or the empty one where it belongs.
    private int slot(long hash) {
        int slot = (int) hash & (slots.length - 1);
        while (slots[slot] != 0 && slots[slot] != hash) {
            slot = (slot + 1) & (slots.length - 1);
        }
        return slot;
    }
}
