package io.tenure.http;

import io.vertx.core.Context;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.ext.web.RoutingContext;
import java.io.ByteArrayInputStream;
import java.io.InputStream;
import java.io.SequenceInputStream;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Enumeration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One body while it arrives. Everything happens on the thread of its connection.
final class BodyReception implements BodyMemory.Sender {
    /// Of the routing context: the body as a stream; missing if it is empty.
    static final String ATTRIBUTE = BodyReception.class.getName();

    /// A sender has to send this many bytes, or the rest, in each period.
    static final int MIN_BYTES_PER_PERIOD = 40_000;

    static final int PERIOD_SECONDS = 10;

    private final RoutingContext context;
    private final BodyMemory memory;
    private final long max;
    private final Context thread = Objects.requireNonNull(Vertx.currentContext());
    private final String address;
    private final Deque<byte[]> chunks = new ArrayDeque<>();
    private long received;
    private long receivedBefore;
    private long timer;
    private boolean ended;
    private boolean released;

    BodyReception(RoutingContext context, BodyMemory memory, long max) {
        this.context = context;
        this.memory = memory;
        this.max = max;
        this.address = ClientAddress.of(context);
    }

    @Override
    public String address() {
        return address;
    }

    void start() {
        context.request().handler(this::receive).endHandler(_ -> end()).exceptionHandler(_ -> abandon());
        context.addEndHandler(_ -> abandon());
        timer = context.vertx().setPeriodic(PERIOD_SECONDS * 1_000L, _ -> checkRate());
        giveUpOther(memory.open(this));
    }

    private void receive(Buffer chunk) {
        if (ended) {
            return;
        }
        received += chunk.length();
        chunks.add(chunk.getBytes());
        BodyMemory.Sender other = memory.add(this, chunk.length());
        if (received > max) {
            reject(Problem.tooLarge(max));
        } else {
            giveUpOther(other);
        }
    }

    private static void giveUpOther(BodyMemory.@Nullable Sender body) {
        if (body != null) {
            body.giveUp();
        }
    }

    @Override
    public void giveUp() {
        thread.runOnContext(_ -> reject(Problem.tooManyBodies()));
    }

    private void checkRate() {
        if (received - receivedBefore < MIN_BYTES_PER_PERIOD) {
            reject(Problem.slowBody(MIN_BYTES_PER_PERIOD, PERIOD_SECONDS));
        }
        receivedBefore = received;
    }

    private void end() {
        if (!ended) {
            stop();
            if (received > 0) {
                context.put(ATTRIBUTE, new SequenceInputStream(new Chunks(chunks)));
            }
            context.next();
        }
    }

    private void reject(Problem problem) {
        if (!ended) {
            stop();
            chunks.clear();
            release();
            ProblemRoutes.reject(context, problem);
        }
    }

    /// The response was sent, or the connection is gone.
    private void abandon() {
        stop();
        release();
    }

    private void stop() {
        ended = true;
        context.vertx().cancelTimer(timer);
        memory.complete(this);
    }

    private void release() {
        if (!released) {
            released = true;
            memory.release(received);
        }
    }

    /// Each chunk can be collected once it is read.
    private record Chunks(Deque<byte[]> chunks) implements Enumeration<InputStream> {
        @Override
        public boolean hasMoreElements() {
            return !chunks.isEmpty();
        }

        @Override
        public InputStream nextElement() {
            return new ByteArrayInputStream(chunks.removeFirst());
        }
    }
}
