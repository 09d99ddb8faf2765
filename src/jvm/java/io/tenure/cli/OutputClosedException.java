package io.tenure.cli;

import java.io.FilterOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.io.UncheckedIOException;
import java.util.function.Consumer;

/// The output of a command can't be written: mostly because the program that reads it, such as `head`, has ended.
final class OutputClosedException extends UncheckedIOException {
    private static final long serialVersionUID = 1;

    private OutputClosedException(IOException cause) {
        super(cause);
    }

    /// Whether nobody reads the output any more, which is no failure to tell anybody about.
    boolean isReaderGone() {
        return String.valueOf(getMessage()).contains("Broken pipe");
    }

    /// The same output, which says by this exception that it can't be written: streams around it hide others.
    static OutputStream guard(OutputStream out) {
        return new FilterOutputStream(out) {
            @Override
            public void write(int one) {
                attempt(() -> out.write(one));
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                attempt(() -> out.write(bytes, from, length));
            }

            @Override
            public void flush() {
                attempt(out::flush);
            }
        };
    }

    /// A guarded output, whose failures are told to somebody instead of whoever writes.
    static OutputStream catching(OutputStream guarded, Consumer<OutputClosedException> failed) {
        return new OutputStream() {
            @Override
            public void write(int one) {
                write(new byte[] {(byte) one}, 0, 1);
            }

            @Override
            public void write(byte[] bytes, int from, int length) {
                try {
                    guarded.write(bytes, from, length);
                    guarded.flush();
                } catch (OutputClosedException closed) {
                    failed.accept(closed);
                } catch (IOException failure) {
                    failed.accept(new OutputClosedException(failure));
                }
            }
        };
    }

    private interface Writing {
        void run() throws IOException;
    }

    private static void attempt(Writing writing) {
        try {
            writing.run();
        } catch (IOException failure) {
            throw new OutputClosedException(failure);
        }
    }
}
