package io.tenure.feedback;

import io.tenure.storage.Database;
import jakarta.inject.Singleton;
import java.time.LocalDate;
import java.util.List;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The moves of customers on record from one stage to another, in customers and in money, and the decisions that moved
/// them.
///
/// Trials and erased customers don't count.
@Singleton
public final class StageMoves {
    /// Customers who were in one stage as of a day, and in another as of a later one.
    ///
    /// @param before null where nothing was decided as of the earlier day
    /// @param atStake the sum of their potential losses by their latest decisions, money; those unknown count as 0
    public record Move(@Nullable String before, String after, long customers, double atStake) {}

    private static final String MOVED = StageCounts.STAGES + """
            , moved as (
                select l.customer, e.stage as before, l.stage as after, l.decision
                from latest l left join earlier e using (customer) where e.stage is distinct from l.stage
            )
            """;

    private static final String MOVES = MOVED + """
            select before, after, count(*), coalesce(sum(d.potential_loss), 0)
            from moved left join decision d on d.id = moved.decision
            group by before, after order by count(*) desc, before nulls first, after""";

    /// The first decision of the new stage after the earlier day.
    private static final String DECISIONS = MOVED + """
            select distinct on (t.customer) t.decision
            from moved join timeline t using (customer)
            where before is not distinct from ? and after = ? and t.stage = after and t.as_of > ? and t.as_of <= ?
            order by t.customer desc, t.as_of limit ?""";

    private final Database database;

    StageMoves(Database database) {
        this.database = database;
    }

    /// The largest move first.
    ///
    /// @param on the later day
    /// @param compared the earlier one
    public List<Move> moves(LocalDate on, LocalDate compared) {
        return database.transaction(c -> {
            StageCounts.prepare(c);
            return Database.list(
                    c,
                    r -> new Move(r.getString(1), r.getString(2), r.getLong(3), r.getDouble(4)),
                    MOVES,
                    on,
                    compared);
        });
    }

    /// The decisions that brought customers from one stage to another, one for each customer.
    ///
    /// @param before null for customers of whom nothing was decided as of the earlier day
    /// @param max how many at most
    public List<UUID> decisions(LocalDate on, LocalDate compared, @Nullable String before, String after, int max) {
        return database.transaction(c -> {
            StageCounts.prepare(c);
            return Database.list(
                    c, r -> r.getObject(1, UUID.class), DECISIONS, on, compared, before, after, compared, on, max);
        });
    }
}
