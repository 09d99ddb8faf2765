package io.tenure.workbench;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.util.HexFormat;
import org.jspecify.annotations.Nullable;

/// The addresses of the files that pages load. Each has a part of its content's hash, so that a browser may keep it.
final class PageAssets {
    private static final int HASH_BYTES = 6;

    static final String STYLE = address("style.css");
    static final String SCRIPT = address("workbench.js");
    static final String ICON = address("icon.svg");

    private PageAssets() {}

    private static String address(String file) {
        String path = "/workbench/" + file;
        try (@Nullable InputStream in = PageAssets.class.getResourceAsStream("/META-INF/resources" + path)) {
            if (in == null) {
                throw new IllegalStateException("No file " + path);
            }
            byte[] hash = MessageDigest.getInstance("SHA-256").digest(in.readAllBytes());
            return path + "?v=" + HexFormat.of().formatHex(hash, 0, HASH_BYTES);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        } catch (GeneralSecurityException e) {
            throw new IllegalStateException("Every JVM has SHA-256", e);
        }
    }
}
