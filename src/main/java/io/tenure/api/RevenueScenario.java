package io.tenure.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.finding.Checked;
import io.tenure.input.InputFault;
import io.tenure.input.JsonObjectReader;
import io.tenure.text.Message;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// The body of a request to compute a firm's revenue.
@RegisterForReflection
@Schema(
        name = "RevenueScenario",
        description = "A year of the firm: revenue = (new + existing x retention) x usage x price",
        additionalProperties = Schema.False.class)
record RevenueScenario(
        @Schema(required = true, description = "Customers won in the year", minimum = "0", maximum = "1000000000")
        double newCustomers,

        @Schema(required = true, description = "Customers at its start", minimum = "0", maximum = "1000000000")
        double existingCustomers,

        @Schema(
                required = true,
                description = "Share of the existing customers that stays",
                minimum = "0",
                maximum = "1")
        double retention,

        @Schema(
                required = true,
                description = "Purchases of a customer in the year",
                minimum = "0",
                maximum = "1000000")
        double usage,

        @Schema(required = true, description = "Money per purchase", minimum = "0", maximum = "1000000000")
        double price,

        @Schema(
                description = "Change of the retention to try; one point where left out",
                minimum = "-1",
                maximum = "1",
                defaultValue = "0.01")
        double retentionChange) {
    private static final List<String> MEMBERS =
            List.of("newCustomers", "existingCustomers", "retention", "usage", "price", "retentionChange");

    private static final double MAX_COUNT = 1e9;
    private static final double MAX_USAGE = 1e6;
    private static final double ONE_POINT = .01;

    static Checked<RevenueScenario, InputFault> read(byte[] body) {
        return JsonObjectReader.required(body, MEMBERS, members -> {
            double newCustomers = required(members, "newCustomers", MAX_COUNT);
            double existingCustomers = required(members, "existingCustomers", MAX_COUNT);
            double retention = required(members, "retention", 1);
            double usage = required(members, "usage", MAX_USAGE);
            double price = required(members, "price", MAX_COUNT);
            Double change = members.number("retentionChange", -1, 1);
            return new RevenueScenario(
                    newCustomers, existingCustomers, retention, usage, price, change == null ? ONE_POINT : change);
        });
    }

    private static double required(JsonObjectReader members, String name, double max) {
        members.requireMember(name, Message.of("input.object.number", "min", 0.0, "max", max));
        @Nullable Double value = members.number(name, 0, max);
        return value == null ? 0 : value;
    }
}
