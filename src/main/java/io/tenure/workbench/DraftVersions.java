package io.tenure.workbench;

import io.tenure.release.Draft;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;

/// What was found out about versions of drafts, which never change; the latest used are kept.
/// @param <T> what was found out
final class DraftVersions<T> {
    private static final int MAX_ENTRIES = 16;

    private record Key(int draft, int version, String language) {}

    private final Map<Key, T> entries = new LinkedHashMap<>(MAX_ENTRIES, 0.75f, true) {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Key, T> eldest) {
            return size() > MAX_ENTRIES;
        }
    };

    /// @param language of the texts in it; empty where there is none
    T get(Draft draft, String language, Supplier<T> search) {
        Key key = new Key(draft.id(), draft.version(), language);
        T known = known(key);
        if (known != null) {
            return known;
        }
        T found = search.get();
        synchronized (entries) {
            entries.put(key, found);
        }
        return found;
    }

    private @Nullable T known(Key key) {
        synchronized (entries) {
            return entries.get(key);
        }
    }
}
