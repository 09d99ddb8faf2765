package io.tenure.analysis;

import io.tenure.lifecycle.Field;
import io.tenure.lifecycle.FieldType;
import io.tenure.table.Interval;
import io.tenure.table.Partition.Piece;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.time.LocalDate;
import org.jspecify.annotations.Nullable;

/// A value of a piece, the simplest one to read.
final class ExampleValue {
    private ExampleValue() {}

    /// The value as the field's type holds it; null for the unknown one.
    static @Nullable Object of(Field field, Piece piece) {
        return switch (piece) {
            case Piece.Range(var interval) -> {
                double number = number(field.type(), interval);
                yield switch (field.type()) {
                    case INTEGER -> (Object) (int) number;
                    case DATE -> LocalDate.ofEpochDay((long) number);
                    case NUMBER, BOOLEAN, CODE, TEXT -> number;
                };
            }
            case Piece.Code(var code) -> field.type() == FieldType.BOOLEAN ? (Object) code.equals("TRUE") : code;
            case Piece.OtherCodes(var named) -> {
                String other = "other";
                while (named.contains(other)) {
                    other += "'";
                }
                yield other;
            }
            case Piece.Unknown _ -> null;
        };
    }

    /// The number with the fewest digits, near the middle of an interval or near its finite bound.
    private static double number(FieldType type, Interval interval) {
        double low = interval.low();
        double high = interval.high();
        if (Double.isInfinite(low) && Double.isInfinite(high)) {
            return type == FieldType.DATE ? LocalDate.of(2026, 1, 1).toEpochDay() : 0;
        }
        if (type == FieldType.INTEGER && interval.contains(0)) {
            return 0;
        }
        if (Double.isInfinite(high) || high == Integer.MAX_VALUE) {
            double next = interval.lowClosed() ? low : Math.floor(low) + 1;
            return interval.contains(next) ? next : anyNumber(interval);
        }
        if (Double.isInfinite(low) || low == Integer.MIN_VALUE) {
            double next = interval.highClosed() ? high : Math.ceil(high) - 1;
            return interval.contains(next) ? next : anyNumber(interval);
        }
        BigDecimal middle = new BigDecimal(low).add(new BigDecimal(high)).divide(BigDecimal.TWO);
        for (int digits = type == FieldType.DATE ? 0 : -9; digits <= 20; digits++) {
            double rounded = middle.setScale(digits, RoundingMode.HALF_EVEN).doubleValue();
            if (interval.contains(rounded) && Math.abs(rounded - middle.doubleValue()) <= (high - low) / 4) {
                return rounded + 0.0;
            }
        }
        return anyNumber(interval);
    }

    private static double anyNumber(Interval interval) {
        if (interval.lowClosed()) {
            return interval.low();
        }
        if (interval.highClosed()) {
            return interval.high();
        }
        return Double.isInfinite(interval.low()) ? Math.nextDown(interval.high()) : Math.nextUp(interval.low());
    }
}
