package io.tenure.cli;

import io.tenure.text.Text;
import java.io.PrintStream;
import me.tongfei.progressbar.ConsoleProgressBarConsumer;
import me.tongfei.progressbar.ProgressBar;
import me.tongfei.progressbar.ProgressBarBuilder;
import me.tongfei.progressbar.ProgressBarStyle;
import org.jspecify.annotations.Nullable;

/// A progress bar for long work, shown only on a terminal.
final class ProgressDisplay implements AutoCloseable {
    private static final int WIDTH = 80;

    private final @Nullable ProgressBar bar;

    private ProgressDisplay(@Nullable ProgressBar bar) {
        this.bar = bar;
    }

    /// @param total units of work; negative if unknown
    static ProgressDisplay of(Console console, Text task, long total) {
        return new ProgressDisplay(console.interactive() ? bar(console.err(), console.localized(task), total) : null);
    }

    private static ProgressBar bar(PrintStream err, String task, long total) {
        return new ProgressBarBuilder()
                .setTaskName(task)
                .setInitialMax(total)
                .setStyle(ProgressBarStyle.COLORFUL_UNICODE_BLOCK)
                .setUpdateIntervalMillis(200)
                .clearDisplayOnFinish()
                .setConsumer(new ConsoleProgressBarConsumer(err, WIDTH))
                .build();
    }

    void advance(long units) {
        if (bar != null) {
            bar.stepBy(units);
        }
    }

    /// @param units done since the beginning
    void advanceTo(long units) {
        if (bar != null) {
            bar.stepTo(units);
        }
    }

    @Override
    public void close() {
        if (bar != null) {
            bar.close();
        }
    }
}
