package io.tenure.workbench;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What was found out about things that never change, such as releases and versions of drafts; the latest used are
/// kept.
///
/// @param <K> names the thing
/// @param <V> what was found out
final class KeptValues<K, V> {
    private final Map<K, V> values;

    /// @param most how many are kept
    KeptValues(int most) {
        values = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1;

            @Override
            protected boolean removeEldestEntry(Map.Entry<K, V> eldest) {
                return size() > most;
            }
        };
    }

    /// What is known, or what a search finds. Several threads may search for the same thing at once.
    V get(K key, Supplier<V> search) {
        V known = known(key);
        if (known != null) {
            return known;
        }
        V found = search.get();
        put(key, found);
        return found;
    }

    /// The same for a search that may find nothing, which isn't kept.
    Optional<V> find(K key, Supplier<Optional<V>> search) {
        V known = known(key);
        if (known != null) {
            return Optional.of(known);
        }
        Optional<V> found = search.get();
        found.ifPresent(value -> put(key, value));
        return found;
    }

    synchronized void remove(K key) {
        values.remove(key);
    }

    /// What is known; null where nothing is.
    synchronized @Nullable V known(K key) {
        return values.get(key);
    }

    /// Keeps what was found, in place of what was known.
    synchronized void put(K key, V value) {
        values.put(key, value);
    }
}
