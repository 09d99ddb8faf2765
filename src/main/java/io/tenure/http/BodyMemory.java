package io.tenure.http;

import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.Map;
import java.util.SequencedSet;
import org.jspecify.annotations.Nullable;

/// How many bodies are being received, and how many bytes of them are in memory.
///
/// Where there are too many, the one that has been waited for longest is given up: whoever sends a request as a
/// whole is served while others send slowly.
final class BodyMemory {
    /// A body, as far as it is counted.
    interface Sender {
        String address();

        /// Answers the sender that there is no room. Can be called from any thread.
        void giveUp();
    }

    private final int maxUnfinished;
    private final long maxBytes;
    private final Map<String, SequencedSet<Sender>> unfinished = new LinkedHashMap<>();
    private final SequencedSet<Sender> oldest = new LinkedHashSet<>();
    private long bytes;

    /// @param maxUnfinished bodies of one address that are not complete
    /// @param maxBytes of all bodies, until their requests are answered
    BodyMemory(int maxUnfinished, long maxBytes) {
        this.maxUnfinished = maxUnfinished;
        this.maxBytes = maxBytes;
    }

    /// Counts a body whose first byte is yet to come.
    ///
    /// @return the body to give up in its place; null if there is room
    synchronized @Nullable Sender open(Sender body) {
        SequencedSet<Sender> same = unfinished.computeIfAbsent(body.address(), _ -> new LinkedHashSet<>());
        Sender first = same.size() >= maxUnfinished ? same.getFirst() : null;
        same.add(body);
        oldest.add(body);
        if (first != null) {
            complete(first);
        }
        return first;
    }

    /// Counts bytes that arrived.
    ///
    /// @return the body to give up: another one that is not complete, or else this one; null if there is room
    synchronized @Nullable Sender add(Sender body, int more) {
        bytes += more;
        if (bytes <= maxBytes) {
            return null;
        }
        Sender first = oldest.isEmpty() ? body : oldest.getFirst();
        complete(first);
        return first;
    }

    /// The body has arrived, or has been given up: it is no longer waited for.
    synchronized void complete(Sender body) {
        oldest.remove(body);
        SequencedSet<Sender> same = unfinished.get(body.address());
        if (same != null && same.remove(body) && same.isEmpty()) {
            unfinished.remove(body.address());
        }
    }

    /// The bytes of a body are no longer needed.
    synchronized void release(long released) {
        bytes -= released;
    }
}
