package io.tenure.feedback;

import io.tenure.storage.Database;
import jakarta.inject.Singleton;
import java.sql.Connection;
import java.sql.SQLException;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Counts the customers on record by stage: each in the stage that they were last decided in, as of a day.
///
/// Trials and erased customers don't count.
@Singleton
public final class StageCounts {
    /// Customers who were in one stage as of a day, and in another as of a later one.
    ///
    /// @param before null where nothing was decided as of the earlier day
    public record Flow(@Nullable String before, String after, long customers) {}

    /// The stage of each customer as of a day, and as of an earlier one. In the descending order of the primary key, so
    /// that nothing is sorted and no other index is needed.
    static final String STAGES = """
            with latest as (
                select distinct on (customer) customer, stage, decision from timeline
                where as_of <= ? order by customer desc, as_of desc
            ), earlier as (
                select distinct on (customer) customer, stage from timeline
                where as_of <= ? order by customer desc, as_of desc
            )""";

    private static final String FLOWS = STAGES + """

            select e.stage, l.stage, count(*) from latest l left join earlier e using (customer)
            group by e.stage, l.stage order by e.stage nulls first, l.stage""";

    private final Database database;

    StageCounts(Database database) {
        this.database = database;
    }

    /// The customers of whom anything was decided as of a day or before.
    ///
    /// @param on the later day
    /// @param compared the earlier one
    public List<Flow> flows(LocalDate on, LocalDate compared) {
        return database.transaction(c -> {
            prepare(c);
            return Database.list(c, r -> new Flow(r.getString(1), r.getString(2), r.getLong(3)), FLOWS, on, compared);
        });
    }

    /// Makes a transaction ready to read stages.
    static void prepare(Connection connection) throws SQLException {
        Database.execute(connection, "set transaction read only");
        // The plan depends on the days.
        Database.execute(connection, "set local plan_cache_mode = force_custom_plan");
    }
}
