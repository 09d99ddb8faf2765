package io.tenure.encryption;

import com.github.luben.zstd.util.Native;

/// The native library that compresses payloads. It is unpacked into a temporary folder and loaded from there.
public final class CompressionLibrary {
    private CompressionLibrary() {}

    /// Loads the library in a thread of its own, while the rest of the service starts. Whoever needs it earlier waits
    /// for it.
    public static void preload() {
        Thread.ofPlatform().daemon().name("native-library-preload").start(() -> {
            try {
                load();
            } catch (LinkageError _) {
                // Reported by the first caller that needs the library and tries again.
            }
        });
    }

    /// Loads the library unless it is loaded.
    ///
    /// @throws LinkageError if it can't be unpacked, or can't be loaded from where it was unpacked
    public static void load() {
        Native.load();
    }
}
