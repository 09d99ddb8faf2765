package io.tenure.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpServerRequest;
import io.vertx.ext.web.RoutingContext;
import java.io.IOException;
import java.io.InputStream;
import java.io.InterruptedIOException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A body that is read while it arrives, as long as it may be. While its reader is behind, the sender is made to wait;
/// while its reader waits, the sender has to send as fast as the sender of any body ([BodyReception]).
///
/// It is filled on the thread of its connection, and read by one other thread.
final class BodyStream extends InputStream implements BodyMemory.Sender {
    private static final long MILLIS_TO_READ = 1_000;

    private final RoutingContext context;
    private final HttpServerRequest request;
    private final BodyMemory memory;
    private final long maxBuffered;
    private final Context thread = Objects.requireNonNull(Vertx.currentContext());
    private final String address;
    private final Object lock = new Object();
    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private int position;
    private long buffered;
    private long received;
    private long receivedBefore;
    private long timer;
    private boolean waiting;
    private boolean paused;
    private boolean ended;
    private boolean closed;
    private @Nullable Problem failure;

    /// @param maxBuffered bytes that may have arrived and not been read
    BodyStream(RoutingContext context, BodyMemory memory, long maxBuffered) {
        this.context = context;
        this.request = context.request();
        this.memory = memory;
        this.maxBuffered = maxBuffered;
        this.address = ClientAddress.of(context);
    }

    void start() {
        request.handler(this::receive).endHandler(_ -> end()).exceptionHandler(_ -> abandon());
        context.addEndHandler(_ -> abandon());
        timer = context.vertx().setPeriodic(BodyReception.PERIOD_SECONDS * 1_000L, _ -> checkRate());
        context.put(BodyReception.ATTRIBUTE, this);
        context.next();
    }

    @Override
    public String address() {
        return address;
    }

    @Override
    public void giveUp() {
        fail(Problem.tooManyBodies());
    }

    private void receive(Buffer chunk) {
        BodyMemory.@Nullable Sender other;
        synchronized (lock) {
            if (closed || failure != null || chunk.length() == 0) {
                return;
            }
            chunks.add(chunk.getBytes());
            buffered += chunk.length();
            received += chunk.length();
            if (buffered >= maxBuffered) {
                paused = true;
                request.pause();
            }
            other = memory.add(this, chunk.length());
            lock.notifyAll();
        }
        if (other != null) {
            other.giveUp();
        }
    }

    /// By now so much may have arrived that the sender has to wait.
    private void resume() {
        synchronized (lock) {
            if (!paused) {
                request.resume();
            }
        }
    }

    private void checkRate() {
        synchronized (lock) {
            if (waiting && received - receivedBefore < BodyReception.MIN_BYTES_PER_PERIOD) {
                fail(Problem.slowBody(BodyReception.MIN_BYTES_PER_PERIOD, BodyReception.PERIOD_SECONDS));
            }
            receivedBefore = received;
        }
    }

    private void fail(Problem problem) {
        synchronized (lock) {
            if (failure == null && !ended) {
                failure = problem;
                lock.notifyAll();
            }
        }
    }

    private void end() {
        synchronized (lock) {
            ended = true;
            lock.notifyAll();
        }
        context.vertx().cancelTimer(timer);
    }

    /// The response was sent, or the connection is gone. A sender that is still sending is not waited for.
    private void abandon() {
        context.vertx().cancelTimer(timer);
        synchronized (lock) {
            if (closed) {
                return;
            }
            closed = true;
            chunks.clear();
            memory.release(buffered);
            buffered = 0;
            lock.notifyAll();
        }
        if (!request.isEnded()) {
            context.vertx().setTimer(MILLIS_TO_READ, _ -> ReplyStream.cut(request.connection()));
        }
    }

    @Override
    public int available() {
        synchronized (lock) {
            return (int) Math.min(Integer.MAX_VALUE, buffered);
        }
    }

    @Override
    public int read() throws IOException {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
    }

    /// @throws BodyFailure if the sender is too slow
    /// @throws IOException if the sender is gone
    @Override
    public int read(byte[] target, int from, int length) throws IOException {
        synchronized (lock) {
            waiting = true;
            if (chunks.isEmpty() && !ended) {
                // JAX-RS lets the connection wait until a thread works on the request.
                thread.runOnContext(_ -> resume());
            }
            try {
                while (chunks.isEmpty() && !ended && !closed && failure == null) {
                    lock.wait();
                }
            } catch (InterruptedException _) {
                Thread.currentThread().interrupt();
                throw new InterruptedIOException();
            } finally {
                waiting = false;
            }
            if (failure != null) {
                throw new BodyFailure(failure);
            }
            if (closed) {
                throw new IOException("the sender is gone");
            }
            byte[] first = chunks.peek();
            return first == null ? -1 : take(first, target, from, length);
        }
    }

    private int take(byte[] first, byte[] target, int from, int length) {
        int count = Math.min(length, first.length - position);
        System.arraycopy(first, position, target, from, count);
        position += count;
        if (position == first.length) {
            chunks.remove();
            position = 0;
        }
        buffered -= count;
        memory.release(count);
        if (paused && buffered <= maxBuffered / 2) {
            paused = false;
            thread.runOnContext(_ -> resume());
        }
        return count;
    }
}
