package io.tenure.text;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.Reader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.Properties;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The messages of one package in every language: `io/tenure/<package>/messages_<language>.properties`,
/// in UTF-8.
///
/// A bundle is read with its first message, because most decisions need none, and then cached.
final class MessageBundle {
    private static final Map<String, MessageBundle> READ = new ConcurrentHashMap<>();

    private final Map<String, MessagePattern> english;
    private final Map<String, MessagePattern> chinese;

    private MessageBundle(String name) {
        english = read(name, "en");
        chinese = read(name, "zh");
    }

    /// The bundle of the package that the key begins with.
    static MessageBundle of(String key) {
        int dot = key.indexOf('.');
        return READ.computeIfAbsent(dot < 0 ? key : key.substring(0, dot), MessageBundle::new);
    }

    /// The Chinese pattern for a Chinese locale and the English one for any other.
    MessagePattern pattern(String key, Locale locale) {
        MessagePattern pattern =
                (locale.getLanguage().equals(Locale.CHINESE.getLanguage()) ? chinese : english).get(key);
        if (pattern == null) {
            throw new IllegalArgumentException("No message " + key);
        }
        return pattern;
    }

    private static Map<String, MessagePattern> read(String name, String language) {
        String path = "/io/tenure/" + name + "/messages_" + language + ".properties";
        Properties words = new Properties();
        try (@Nullable InputStream in = MessageBundle.class.getResourceAsStream(path)) {
            if (in == null) {
                throw new IllegalArgumentException("No messages " + path);
            }
            try (Reader text = new InputStreamReader(in, StandardCharsets.UTF_8)) {
                words.load(text);
            }
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
        Map<String, MessagePattern> patterns = new HashMap<>();
        words.forEach((key, pattern) -> patterns.put((String) key, MessagePattern.of((String) pattern)));
        return patterns;
    }
}
