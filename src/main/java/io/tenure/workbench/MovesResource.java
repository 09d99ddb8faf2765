package io.tenure.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import io.tenure.bundle.Ruleset;
import io.tenure.feedback.StageMoves;
import io.tenure.feedback.StageMoves.Move;
import io.tenure.http.Roles;
import io.tenure.record.DecisionPayload;
import io.tenure.record.RecentDecisions;
import io.tenure.record.StoredDecision;
import io.tenure.release.ActiveRuleset;
import io.tenure.text.Message;
import io.tenure.workbench.CustomerPage.CitedRow;
import io.tenure.workbench.MovesPage.ChosenMove;
import io.tenure.workbench.MovesPage.MovedCustomer;
import io.tenure.workbench.MovesPage.MovingRow;
import io.tenure.workbench.MovesPage.ShownMove;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Moves of customers between stages within thirty days: how many, what is at stake, and by which rows.
@Path("/moves")
@RolesAllowed(Roles.VIEWER)
@Produces(PageRequest.HTML)
class MovesResource {
    private static final String MONEY = "money";

    /// Decisions that are read to find their customers and rows.
    private static final int MAX_DECISIONS = 1_000;

    private static final int MAX_CUSTOMERS = 100;

    private final StageMoves moves;
    private final RecentDecisions decisions;
    private final ActiveRuleset active;
    private final Clock clock;

    MovesResource(StageMoves moves, RecentDecisions decisions, ActiveRuleset active, Clock clock) {
        this.moves = moves;
        this.decisions = decisions;
        this.active = active;
        this.clock = clock;
    }

    /// @param from stage that the chosen customers come from; null for those of whom nothing was decided before
    /// @param to stage that they came to; null where none is chosen
    @GET
    public Response moves(
            @QueryParam("from") @Nullable String from,
            @QueryParam("to") @Nullable String to,
            @QueryParam("by") @Nullable String by,
            @BeanParam PageRequest request) {
        Page page = request.page(Message.of("workbench.moves.title"), "today");
        Locale locale = request.locale();
        LocalDate on = LocalDate.now(clock);
        LocalDate compared = on.minusDays(TodayResource.COMPARED_DAYS);
        boolean byMoney = MONEY.equals(by);
        Ruleset ruleset = active.current().map(now -> now.ruleset().ruleset()).orElse(null);
        List<Move> all = moves.moves(on, compared);
        Move wanted = all.stream()
                .filter(move -> move.after().equals(to) && Objects.equals(move.before(), from))
                .findFirst()
                .orElse(null);
        List<ShownMove> shown = all.stream()
                .map(move -> shown(move, byMoney, move.equals(wanted), ruleset, locale))
                .toList();
        return request.html(new MovesPage(
                page,
                on,
                compared,
                byMoney,
                picture(shown, byMoney, locale),
                shown,
                wanted == null ? null : chosen(wanted, on, compared, ruleset, locale)));
    }

    private static ShownMove shown(
            Move move, boolean byMoney, boolean isChosen, @Nullable Ruleset ruleset, Locale locale) {
        return new ShownMove(
                label(move.before(), ruleset, locale),
                CodeLabels.of(ruleset, move.after(), locale),
                move.customers(),
                Math.round(move.atStake()),
                query(move.before(), move.after()) + (byMoney ? "&by=" + MONEY : ""),
                isChosen);
    }

    private static @Nullable String label(@Nullable String stage, @Nullable Ruleset ruleset, Locale locale) {
        return stage == null ? null : CodeLabels.of(ruleset, stage, locale);
    }

    /// Of the page that shows who made a move.
    static String query(@Nullable String before, String after) {
        return "?" + (before == null ? "" : "from=" + PageAddress.encode(before) + "&") + "to="
                + PageAddress.encode(after);
    }

    private static @Nullable StageSankey picture(List<ShownMove> moves, boolean byMoney, Locale locale) {
        return StageSankey.of(moves.stream()
                .map(move -> {
                    String from = move.from() == null
                            ? Message.of("workbench.today.new").in(locale)
                            : move.from();
                    return new StageSankey.Move(
                            from,
                            move.to(),
                            byMoney ? move.atStake() : move.customers(),
                            Message.of(
                                            "workbench.moves.band",
                                            "from",
                                            from,
                                            "to",
                                            move.to(),
                                            "customers",
                                            move.customers(),
                                            "money",
                                            move.atStake())
                                    .in(locale),
                            move.query());
                })
                .toList());
    }

    private ChosenMove chosen(Move move, LocalDate on, LocalDate compared, @Nullable Ruleset ruleset, Locale locale) {
        List<UUID> ids = moves.decisions(on, compared, move.before(), move.after(), MAX_DECISIONS).stream()
                // As the ids of decisions begin with their time: the latest first.
                .sorted(Comparator.comparing(UUID::toString).reversed())
                .toList();
        Map<CitedRow, Integer> rows = new HashMap<>();
        List<MovedCustomer> customers = new ArrayList<>();
        for (StoredDecision stored : ids.isEmpty() ? List.<StoredDecision>of() : decisions.read(ids)) {
            DecisionPayload payload = stored.payload();
            if (payload == null) {
                continue;
            }
            JsonNode response = payload.readResponse().root();
            CitedRow row = decider(response, locale);
            if (row != null) {
                rows.merge(row, 1, Integer::sum);
            }
            if (customers.size() < MAX_CUSTOMERS) {
                String id = response.path("customerId").asText();
                customers.add(new MovedCustomer(
                        id,
                        "/customers/" + PageAddress.encode(id) + "?decision=" + stored.id(),
                        stored.asOf().toString(),
                        row == null ? "" : row.name()));
            }
        }
        return new ChosenMove(
                label(move.before(), ruleset, locale),
                CodeLabels.of(ruleset, move.after(), locale),
                rows.entrySet().stream()
                        .map(row -> new MovingRow(row.getKey(), row.getValue()))
                        .sorted(Comparator.comparing(MovingRow::customers)
                                .reversed()
                                .thenComparing(row -> row.row().name()))
                        .toList(),
                customers,
                move.customers() - customers.size());
    }

    /// The row that decided the stage: the last one to write it counts. Null where none did.
    private static @Nullable CitedRow decider(JsonNode response, Locale locale) {
        CitedRow row = null;
        for (JsonNode hit : response.path("hits")) {
            if (hit.path("wrote").has("stage")) {
                row = ShownDecisions.hit(hit, "", locale);
            }
        }
        return row;
    }
}
