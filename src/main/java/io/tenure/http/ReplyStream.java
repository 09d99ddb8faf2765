package io.tenure.http;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpConnection;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.core.net.impl.ConnectionBase;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.jspecify.annotations.Nullable;

/// The body of a response that is written while the caller reads it: at most two pieces of it are in memory, and
/// writing waits for the caller, but not for ever.
///
/// The streams of JAX-RS don't send what is flushed.
public final class ReplyStream extends OutputStream {
    /// A caller has to take this many bytes in each period.
    private static final int PIECE_BYTES = 32_768;

    private static final int PERIOD_SECONDS = 10;

    private final HttpServerResponse response;
    private final byte[] piece = new byte[PIECE_BYTES];
    private int length;
    private CompletableFuture<Void> sending = CompletableFuture.completedFuture(null);
    private @Nullable IOException failure;

    /// @param response nothing of which is written yet
    public ReplyStream(HttpServerResponse response) {
        this.response = response;
        response.setChunked(true);
    }

    @Override
    public void write(int b) throws IOException {
        write(new byte[] {(byte) b}, 0, 1);
    }

    /// @throws IOException if the caller is gone, or too slow
    @Override
    public void write(byte[] bytes, int from, int count) throws IOException {
        for (int done = 0; done < count; ) {
            if (length == PIECE_BYTES) {
                flush();
            }
            int part = Math.min(count - done, PIECE_BYTES - length);
            System.arraycopy(bytes, from + done, piece, length, part);
            length += part;
            done += part;
        }
    }

    /// Sends what was written, once the caller has taken what was sent before.
    @Override
    public void flush() throws IOException {
        if (length > 0) {
            awaitSent();
            Buffer next = Buffer.buffer(length).appendBytes(piece, 0, length);
            length = 0;
            sending = response.write(next).toCompletionStage().toCompletableFuture();
        }
    }

    /// Waits only until it has failed once.
    private void awaitSent() throws IOException {
        if (failure != null) {
            // Another exception, since closing a stream mustn't throw the one because of which it is closed.
            throw new IOException(failure);
        }
        failure = failureOfSending();
        if (failure != null) {
            throw failure;
        }
    }

    private @Nullable IOException failureOfSending() {
        try {
            sending.get(PERIOD_SECONDS, TimeUnit.SECONDS);
            return null;
        } catch (InterruptedException _) {
            Thread.currentThread().interrupt();
            return new InterruptedIOException();
        } catch (TimeoutException _) {
            return new IOException("the caller reads too slowly");
        } catch (ExecutionException | CompletionException gone) {
            return new IOException("the caller is gone", gone);
        }
    }

    /// Ends the connection at once, whatever the caller has not taken yet. Vert.x waits for that, also where its
    /// channel is told to close, since its own handler is asked first: so the one next to the network is told.
    public static void cut(HttpConnection connection) {
        if (connection instanceof ConnectionBase base) {
            base.channel().pipeline().firstContext().close();
        } else {
            connection.close();
        }
    }

    /// Sends the rest; the response itself is ended by whoever began it.
    @Override
    public void close() throws IOException {
        flush();
        awaitSent();
    }
}
