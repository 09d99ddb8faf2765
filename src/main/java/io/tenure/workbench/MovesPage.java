package io.tenure.workbench;

import io.quarkus.qute.CheckedTemplate;
import io.quarkus.qute.TemplateInstance;
import io.tenure.workbench.CustomerPage.CitedRow;
import java.time.LocalDate;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// The moves of customers between stages, and who made one of them.
///
/// @param on the later day
/// @param compared the earlier one
/// @param byMoney whether the picture shows money; customers otherwise
/// @param picture null where nobody moved, or nothing is at stake
/// @param moves the largest first
/// @param chosen null where none is chosen
@CheckedTemplate(basePath = "workbench", defaultName = CheckedTemplate.HYPHENATED_ELEMENT_NAME)
record MovesPage(
        Page page,
        LocalDate on,
        LocalDate compared,
        boolean byMoney,
        @Nullable StageSankey picture,
        List<ShownMove> moves,
        @Nullable ChosenMove chosen)
        implements TemplateInstance {
    /// @param from null for customers of whom nothing was decided before
    /// @param atStake money, rounded
    /// @param query of the page that shows who
    /// @param isChosen whether that is this page
    record ShownMove(@Nullable String from, String to, long customers, long atStake, String query, boolean isChosen) {}

    /// @param rows that decided the new stage, those of most customers first
    /// @param customers some of them
    /// @param more how many others there are
    record ChosenMove(
            @Nullable String from, String to, List<MovingRow> rows, List<MovedCustomer> customers, long more) {}

    record MovingRow(CitedRow row, int customers) {}

    /// @param address of the customer's page with the decision
    /// @param asOf day of the decision that moved them
    /// @param row that decided; empty for none
    record MovedCustomer(String id, String address, String asOf, String row) {}
}
