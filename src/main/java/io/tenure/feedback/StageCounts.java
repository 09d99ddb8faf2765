package io.tenure.feedback;

import io.tenure.storage.Database;
import jakarta.inject.Singleton;
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

    /// One pass over all points up to the day. The text of a day sorts as the day does, and is ten characters long.
    private static final String SQL = """
            select before, after, count(*) from (
                select substr(max(as_of::text || stage) filter (where as_of <= ?), 11) as before,
                       substr(max(as_of::text || stage), 11) as after
                from timeline where as_of <= ? group by customer) each
            group by before, after order by before nulls first, after""";

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
            Database.execute(c, "set transaction read only");
            // A million customers are hashed, and the whole table is read.
            Database.execute(c, "set local work_mem = '64MB'");
            Database.execute(c, "set local plan_cache_mode = force_custom_plan");
            Database.execute(c, "set local enable_seqscan = on");
            return Database.list(c, r -> new Flow(r.getString(1), r.getString(2), r.getLong(3)), SQL, compared, on);
        });
    }
}
