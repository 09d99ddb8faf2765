package io.tenure.api.proof;

import io.quarkus.runtime.annotations.RegisterForReflection;
import java.time.LocalDate;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.jspecify.annotations.Nullable;

/// A page of the customers on record, as models and tables are measured on them.
@RegisterForReflection
@Schema(name = "RecordedCustomers", description = "A page of the customers on record")
record CustomersView(
        List<CustomerView> customers,

        @Schema(
                description =
                        "Customers of this page whose latest request no key decrypts, or the active release can't read")
        int unreadable,

        @Schema(
                description = "What to ask for as `after` to get the next page; null after the last one",
                nullable = true)
        @Nullable
        Long next) {
    /// @param customer the customer's number, which says nothing of who it is
    /// @param ended null while the relationship lasts
    /// @param purchases null where the request listed none
    @RegisterForReflection
    @Schema(
            name = "RecordedCustomer",
            description = "A customer as last described in a request, with what was decided and reported")
    record CustomerView(
            @Schema(description = "The customer's number, which says nothing of who it is")
            long customer,

            @Schema(description = "The day of the latest request")
            LocalDate asOf,

            String relationshipType,

            @Schema(description = "First purchase or contract start; null where unknown", nullable = true) @Nullable
            LocalDate start,

            @Schema(
                    description =
                            "The day on which the relationship was reported or first decided to have ended; null while"
                                    + " it lasts",
                    nullable = true)
            @Nullable
            LocalDate ended,

            @Schema(
                    description =
                            "Those that the latest request listed, and those reported for later days; null where the"
                                    + " request listed none, so that they aren't known",
                    nullable = true)
            @Nullable
            List<PurchaseView> purchases,

            @Schema(description = "The stages that were decided, by day")
            List<StageView> stages) {}

    /// @param amount net sales, money; below 0 for a return
    /// @param margin money; null where unknown
    @RegisterForReflection
    @Schema(name = "RecordedPurchase")
    record PurchaseView(
            LocalDate date,
            double amount,
            @Schema(nullable = true) @Nullable Double margin) {}

    @RegisterForReflection
    @Schema(name = "RecordedStage")
    record StageView(LocalDate asOf, String stage) {}
}
