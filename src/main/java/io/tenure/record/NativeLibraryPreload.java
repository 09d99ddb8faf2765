package io.tenure.record;

import com.github.luben.zstd.util.Native;

/// Loads the compression library while the rest of the service starts.
public final class NativeLibraryPreload {
    private NativeLibraryPreload() {}

    /// Unpacks and loads the library in a thread of its own. Whoever needs it earlier waits for it.
    public static void start() {
        Thread.ofPlatform().daemon().name("native-library-preload").start(() -> {
            try {
                Native.load();
            } catch (LinkageError _) {
                // Reported by the first caller that needs the library and tries again.
            }
        });
    }
}
