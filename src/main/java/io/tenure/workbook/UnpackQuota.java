package io.tenure.workbook;

import io.tenure.finding.CheckStep;
import io.tenure.text.Message;
import io.tenure.text.Text;

/// The remaining quota of workbooks that are read together.
public final class UnpackQuota {
    private final int maxBytes;
    private final int maxCells;
    private final long maxCharacters;
    private int remainingBytes;
    private int remainingCells;
    private long remainingCharacters;
    private long nodes;

    private UnpackQuota(int workbooks) {
        this.maxBytes = workbooks * WorkbookLimits.MAX_UNPACKED_BYTES;
        this.maxCells = workbooks * WorkbookLimits.MAX_CELLS;
        this.remainingBytes = maxBytes;
        this.remainingCells = maxCells;
        this.maxCharacters = (long) workbooks * WorkbookLimits.MAX_CHARACTERS;
        this.remainingCharacters = maxCharacters;
    }

    /// The quota of one workbook.
    static UnpackQuota ofWorkbook() {
        return new UnpackQuota(1);
    }

    /// The quota of all workbooks of a bundle together.
    public static UnpackQuota ofBundle() {
        return new UnpackQuota(2);
    }

    /// The maximum unpacked size of one more workbook, bytes.
    int remainingBytes() {
        return Math.min(remainingBytes, WorkbookLimits.MAX_UNPACKED_BYTES);
    }

    void countBytes(int bytes) {
        remainingBytes -= bytes;
    }

    /// @param allowed what [#remainingBytes] was before the workbook
    InvalidWorkbookException tooManyBytes(int allowed) {
        return allowed < WorkbookLimits.MAX_UNPACKED_BYTES
                ? bundleTooLarge(Message.of("workbook.too-large.bundle-unpacked-bytes", "maxBytes", maxBytes))
                : InvalidWorkbookException.tooLarge(
                        Message.of(
                                "workbook.too-large.unpacked-bytes",
                                "maxUnpackedBytes",
                                WorkbookLimits.MAX_UNPACKED_BYTES),
                        WorkbookLimits.MAX_UNPACKED_BYTES);
    }

    void countCell() throws InvalidWorkbookException {
        if (--remainingCells < 0) {
            throw bundleTooLarge(Message.of("workbook.too-large.bundle-cells", "maxCells", maxCells));
        }
    }

    /// Counts the characters that a cell shows.
    ///
    /// @throws java.util.concurrent.CancellationException if the thread is interrupted
    void countCharacters(long characters) throws InvalidWorkbookException {
        CheckStep.next();
        remainingCharacters -= characters;
        if (remainingCharacters < 0) {
            throw bundleTooLarge(Message.of("workbook.too-large.bundle-characters", "maxCharacters", maxCharacters));
        }
    }

    static InvalidWorkbookException tooManyCharacters() {
        return InvalidWorkbookException.tooLarge(
                Message.of("workbook.too-large.characters", "maxCharacters", WorkbookLimits.MAX_CHARACTERS),
                WorkbookLimits.MAX_CHARACTERS);
    }

    /// Counts elements and attributes of any part.
    ///
    /// @throws java.util.concurrent.CancellationException if the thread is interrupted
    void countNodes(int more) {
        CheckStep.next();
        nodes += more;
    }

    /// How many elements and attributes there were so far, in all parts.
    long nodes() {
        return nodes;
    }

    /// How many bytes there were so far, unpacked.
    int bytes() {
        return maxBytes - remainingBytes;
    }

    /// How many cells there were so far, those without content included.
    int cells() {
        return maxCells - remainingCells;
    }

    private static InvalidWorkbookException bundleTooLarge(Text limit) {
        return new InvalidWorkbookException(
                "too-large",
                Message.of("workbook.too-large.bundle.message", "limit", limit),
                Message.of("workbook.too-large.bundle.fix"));
    }
}
