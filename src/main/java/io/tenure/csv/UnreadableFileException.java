package io.tenure.csv;

import io.tenure.text.Text;
import org.jspecify.annotations.Nullable;

/// A file can't be read, or could be read in two ways.
public final class UnreadableFileException extends Exception {
    private static final long serialVersionUID = 1;

    private final transient Text sentence;
    private final @Nullable Setting setting;

    /// What the caller can say about a file.
    public enum Setting {
        COLUMNS,
        HEADINGS,
        SEPARATOR,
        DECIMAL,
        DATE_FORMAT,
        ENCODING,
        SKIP
    }

    private UnreadableFileException(Text sentence, @Nullable Setting setting) {
        super(sentence.en(), null, false, false);
        this.sentence = sentence;
        this.setting = setting;
    }

    /// The content of the file is at fault.
    public static UnreadableFileException of(Text sentence) {
        return new UnreadableFileException(sentence, null);
    }

    /// What was said about the file is at fault, or something has to be said.
    public static UnreadableFileException of(Text sentence, Setting setting) {
        return new UnreadableFileException(sentence, setting);
    }

    /// One sentence for the person who gave the file.
    public Text sentence() {
        return sentence;
    }

    /// What has to be said, or said differently, to read the file; null if the file itself has to change.
    public @Nullable Setting setting() {
        return setting;
    }
}
