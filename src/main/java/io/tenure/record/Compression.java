package io.tenure.record;

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

/// Makes what was said of a decision small, and whole again: Zstandard with a dictionary.
///
/// What is said of one decision is much like what is said of any other. What they share is in a dictionary that
/// ships: trained on answers about customers made up by chance, in both languages. A compressed text names its
/// dictionary, so one that has shipped stays as it is for good, and a better one comes beside it.
final class Compression {
    /// Oldest first; the last one compresses. `CompressionTest` tells how one is made.
    private static final List<String> DICTIONARIES = List.of("answers-1.zdict");

    private static final int LEVEL = 3;
    private static final int MAX_TEXT_BYTES = 1 << 26;

    private final ZstdDictCompress compressionDictionary;

    /// What compressing needs, kept because making it takes half as long as compressing. As many as can be at it.
    private final BlockingQueue<ZstdCompressCtx> idleContexts =
            new ArrayBlockingQueue<>(Runtime.getRuntime().availableProcessors());

    private final Map<Long, ZstdDictDecompress> decompressionDictionaries = new HashMap<>();

    private Compression(List<byte[]> dictionaries) {
        dictionaries.forEach(d -> decompressionDictionaries.put(Zstd.getDictIdFromDict(d), new ZstdDictDecompress(d)));
        compressionDictionary = new ZstdDictCompress(dictionaries.getLast(), LEVEL);
    }

    /// With the dictionaries that ship.
    static Compression bundled() {
        return new Compression(DICTIONARIES.stream().map(Compression::resource).toList());
    }

    byte[] compress(byte[] text) {
        ZstdCompressCtx tools = idleContexts.poll();
        if (tools == null) {
            tools = new ZstdCompressCtx().setLevel(LEVEL).loadDict(compressionDictionary);
        }
        try {
            return tools.compress(text);
        } finally {
            if (!idleContexts.offer(tools)) {
                tools.close();
            }
        }
    }

    /// @throws IllegalArgumentException if it isn't what a text was compressed to
    byte[] decompress(byte[] compressed) {
        long size = Zstd.getFrameContentSize(compressed);
        if (size < 0 || size > MAX_TEXT_BYTES) {
            throw new IllegalArgumentException("Not a compressed text");
        }
        long dictionary = Zstd.getDictIdFromFrame(compressed);
        try {
            // The first texts were compressed without one.
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
        try (InputStream in = Compression.class.getResourceAsStream("/history/" + name)) {
            return Objects.requireNonNull(in, name).readAllBytes();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
