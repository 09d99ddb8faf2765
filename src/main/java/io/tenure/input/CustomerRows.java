package io.tenure.input;

import io.tenure.finding.Checked;
import io.tenure.text.Text;
import java.io.IOException;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Customers as rows of a table.
final class CustomerRows implements CustomerSource {
    private final CustomerTable table;
    private final CustomerReader reader;

    CustomerRows(CustomerTable table, CustomerReader reader) {
        this.table = table;
        this.reader = reader;
    }

    @Override
    public @Nullable Entry next() throws IOException {
        return switch (table.next()) {
            case null -> null;
            case CustomerTable.Line.Rejected(long number, InputFault fault) ->
                new Entry(number, "", () -> new Checked.Invalid<>(List.of(fault)));
            case CustomerTable.Line.Customer(TableRow row) ->
                new Entry(row.line(), row.customerId(), () -> reader.readRow(row));
        };
    }

    @Override
    public @Nullable Text description() {
        return table.description();
    }

    @Override
    public void close() throws IOException {
        table.close();
    }
}
