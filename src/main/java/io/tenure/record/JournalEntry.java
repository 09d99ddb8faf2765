package io.tenure.record;

import io.tenure.record.ReportingColumns.Experiments;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.EOFException;
import java.io.IOException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// A decision as the journal holds it.
///
/// @param bytes what the file contains
/// @param row the decision; null where the bytes are not one as this version writes it
record JournalEntry(byte[] bytes, @Nullable DecisionRow row) {
    /// A number that no customer has.
    private static final long NO_CUSTOMER = 0;

    static JournalEntry of(byte[] bytes) {
        try {
            return new JournalEntry(bytes, deserialize(bytes));
        } catch (IOException | DateTimeException | IllegalArgumentException _) {
            return new JournalEntry(bytes, null);
        }
    }

    static byte[] bytes(DecisionRow row) throws IOException {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(bytes);
        out.writeLong(row.id().getMostSignificantBits());
        out.writeLong(row.id().getLeastSignificantBits());
        out.writeLong(row.decidedAt().toEpochMilli());
        write(out, row.pseudonym());
        out.writeLong(row.recalledNumber() == null ? NO_CUSTOMER : row.recalledNumber());
        out.writeInt(row.contactVersion());
        out.writeLong(row.asOf().toEpochDay());
        out.writeInt(row.release());
        out.writeBoolean(row.trial());
        ReportingColumns columns = row.columns();
        for (@Nullable
        String text : new @Nullable String[] {
            columns.stage(),
            columns.transition(),
            columns.level(),
            columns.risk(),
            columns.cause(),
            columns.action(),
            columns.channel(),
            row.language()
        }) {
            writeText(out, text);
        }
        out.writeByte(columns.volumeHalved() == null ? -1 : columns.volumeHalved() ? 1 : 0);
        out.writeDouble(columns.potentialLoss() == null ? Double.NaN : columns.potentialLoss());
        @Nullable Short @Nullable [] scores = columns.retentionScores();
        out.writeInt(scores == null ? -1 : scores.length);
        if (scores != null) {
            for (@Nullable Short score : scores) {
                out.writeShort(score == null ? -1 : score);
            }
        }
        @Nullable Float @Nullable [] trends = columns.trends();
        out.writeInt(trends == null ? -1 : trends.length);
        if (trends != null) {
            for (@Nullable Float trend : trends) {
                out.writeFloat(trend == null ? Float.NaN : trend);
            }
        }
        @Nullable String @Nullable [] outcomes = columns.outcomes();
        out.writeInt(outcomes == null ? -1 : outcomes.length);
        if (outcomes != null) {
            for (@Nullable String outcome : outcomes) {
                writeText(out, outcome);
            }
        }
        out.writeInt(row.keyNumber());
        write(out, row.encryptedPayload());
        writeExperiments(out, columns.experiments());
        return bytes.toByteArray();
    }

    static DecisionRow deserialize(byte[] bytes) throws IOException {
        DataInputStream in = new DataInputStream(new ByteArrayInputStream(bytes));
        UUID id = new UUID(in.readLong(), in.readLong());
        Instant decidedAt = Instant.ofEpochMilli(in.readLong());
        byte[] pseudonym = read(in);
        long recalledNumber = in.readLong();
        int contactVersion = in.readInt();
        LocalDate asOf = LocalDate.ofEpochDay(in.readLong());
        int release = in.readInt();
        boolean trial = in.readBoolean();
        @Nullable String[] texts = new String[8];
        for (int i = 0; i < texts.length; i++) {
            texts[i] = readText(in);
        }
        byte volumeHalved = in.readByte();
        double potentialLoss = in.readDouble();
        int count = readCount(in, bytes);
        @Nullable Short[] scores = new @Nullable Short[Math.max(0, count)];
        for (int i = 0; i < count; i++) {
            short score = in.readShort();
            scores[i] = score < 0 ? null : score;
        }
        int trendCount = readCount(in, bytes);
        @Nullable Float[] trends = new @Nullable Float[Math.max(0, trendCount)];
        for (int i = 0; i < trendCount; i++) {
            float trend = in.readFloat();
            trends[i] = Float.isNaN(trend) ? null : (Float) trend;
        }
        int outcomeCount = readCount(in, bytes);
        @Nullable String[] outcomes = new @Nullable String[Math.max(0, outcomeCount)];
        for (int i = 0; i < outcomeCount; i++) {
            outcomes[i] = readText(in);
        }
        int keyNumber = in.readInt();
        byte[] encryptedPayload = read(in);
        return new DecisionRow(
                id,
                decidedAt,
                pseudonym,
                recalledNumber == NO_CUSTOMER ? null : (Long) recalledNumber,
                contactVersion,
                asOf,
                release,
                trial,
                new ReportingColumns(
                        texts[0],
                        texts[1],
                        texts[2],
                        texts[3],
                        texts[4],
                        texts[5],
                        texts[6],
                        volumeHalved < 0 ? null : volumeHalved == 1,
                        Double.isNaN(potentialLoss) ? null : (Double) potentialLoss,
                        count < 0 ? null : scores,
                        trendCount < 0 ? null : trends,
                        outcomeCount < 0 ? null : outcomes,
                        readExperiments(in)),
                null,
                null,
                null,
                texts[7] == null ? "" : texts[7],
                keyNumber,
                encryptedPayload);
    }

    private static void writeExperiments(DataOutputStream out, @Nullable Experiments experiments) throws IOException {
        out.writeByte(experiments == null ? 0 : experiments.names().size());
        if (experiments != null) {
            out.writeDouble(experiments.covariate() == null ? Double.NaN : experiments.covariate());
            for (int i = 0; i < experiments.names().size(); i++) {
                out.writeUTF(experiments.names().get(i));
                out.writeUTF(experiments.arms().get(i));
            }
        }
    }

    /// Entries of versions without experiments end before them.
    private static @Nullable Experiments readExperiments(DataInputStream in) throws IOException {
        int count = in.available() == 0 ? 0 : in.readUnsignedByte();
        if (count == 0) {
            return null;
        }
        double covariate = in.readDouble();
        List<String> names = new ArrayList<>();
        List<String> arms = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            names.add(in.readUTF());
            arms.add(in.readUTF());
        }
        return new Experiments(names, arms, Double.isNaN(covariate) ? null : (Double) covariate);
    }

    private static int readCount(DataInputStream in, byte[] bytes) throws IOException {
        int count = in.readInt();
        if (count > bytes.length) {
            throw new EOFException();
        }
        return count;
    }

    private static void writeText(DataOutputStream out, @Nullable String text) throws IOException {
        out.writeBoolean(text != null);
        out.writeUTF(text == null ? "" : text);
    }

    private static @Nullable String readText(DataInputStream in) throws IOException {
        boolean known = in.readBoolean();
        String text = in.readUTF();
        return known ? text : null;
    }

    private static void write(DataOutputStream out, byte[] bytes) throws IOException {
        out.writeInt(bytes.length);
        out.write(bytes);
    }

    private static byte[] read(DataInputStream in) throws IOException {
        int length = in.readInt();
        byte[] bytes = in.readNBytes(length);
        if (bytes.length < length) {
            throw new EOFException();
        }
        return bytes;
    }
}
