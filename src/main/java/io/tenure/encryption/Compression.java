package io.tenure.encryption;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import com.github.luben.zstd.ZstdDictCompress;
import com.github.luben.zstd.ZstdDictDecompress;
import com.github.luben.zstd.ZstdException;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/// Compresses and decompresses payloads: Zstandard with a dictionary.
///
/// Payloads are much alike. What they share is in a bundled dictionary, trained on responses about random customers
/// in both languages. A compressed text names its dictionary, so a released dictionary never changes; a better one is
/// added to it.
final class Compression {
    /// Oldest first; the last one compresses. `CompressionTest` says how one is made.
    private static final List<String> DICTIONARIES = List.of("responses-1.zdict");

    private static final int LEVEL = 3;
    private static final int MAX_TEXT_BYTES = 1 << 26;

    private final ZstdDictCompress compressionDictionary;

    /// Contexts for compressing, reused because making one takes half as long as compressing; one for each processor.
    private final BlockingQueue<ZstdCompressCtx> idleContexts =
            new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

    private final Map<Long, ZstdDictDecompress> decompressionDictionaries = new HashMap<>();

    private Compression(List<byte[]> dictionaries) {
        dictionaries.forEach(d -> decompressionDictionaries.put(Zstd.getDictIdFromDict(d), new ZstdDictDecompress(d)));
        compressionDictionary = new ZstdDictCompress(dictionaries.getLast(), LEVEL);
    }

    /// With the bundled dictionaries.
    static Compression bundled() {
        return new Compression(DICTIONARIES.stream().map(Compression::resource).toList());
    }

    byte[] compress(byte[] text) {
        ZstdCompressCtx context = idleContexts.poll();
        if (context == null) {
            context = new ZstdCompressCtx().setLevel(LEVEL).loadDict(compressionDictionary);
        }
        try {
            return context.compress(text);
        } finally {
            if (!idleContexts.offer(context)) {
                context.close();
            }
        }
    }

    /// @throws IllegalArgumentException if it isn't a compressed text
    byte[] decompress(byte[] compressed) {
        long size = Zstd.getFrameContentSize(compressed);
        if (size < 0 || size > MAX_TEXT_BYTES) {
            throw new IllegalArgumentException("Not a compressed text");
        }
        long dictionary = Zstd.getDictIdFromFrame(compressed);
        try {
            // Texts may be compressed without a dictionary.
            if (dictionary == 0) {
                return Zstd.decompress(compressed, (int) size);
            }
            ZstdDictDecompress with = decompressionDictionaries.get(dictionary);
            if (with == null) {
                throw new IllegalArgumentException("Compressed with a dictionary of a newer version");
            }
            return Zstd.decompress(compressed, with, (int) size);
        } catch (ZstdException e) {
            throw new IllegalArgumentException("Not a compressed text", e);
        }
    }

    private static byte[] resource(String name) {
        try (InputStream in = Compression.class.getResourceAsStream(name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
