package io.tenure.record;

import com.github.luben.zstd.util.Native;

/// What of the record can begin before the service does.
public final class NativeLibraryPreload {
    private NativeLibraryPreload() {}

    /// Unpacks the library that compresses, beside whatever else the start has to do. Whoever needs it waits for it.
    public static void start() {
        Thread.ofPlatform().daemon().name("record-preparation").start(() -> {
            try {
                Native.load();
            } catch (LinkageError _) {
                // Told by the first who needs it, who tries again.
            }
        });
    }
}
