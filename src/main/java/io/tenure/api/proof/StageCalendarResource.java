package io.tenure.api.proof;

import io.tenure.api.authoring.RejectionProblem;
import io.tenure.http.Problem;
import io.tenure.http.ProblemView;
import io.tenure.http.RequestContext;
import io.tenure.http.Roles;
import io.tenure.input.InputFault;
import io.tenure.input.QueryParameters;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.release.CheckPool;
import io.tenure.text.Message;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// When the stages of the customers on record change next if nothing happens.
@Path("/api/v1/stages/calendar")
@Tag(name = "Proof")
public class StageCalendarResource {
    private static final int DEFAULT_DAYS = 91;
    private static final int MAX_DAYS = 366;
    private static final int DEFAULT_CUSTOMERS = 10_000;
    private static final int MAX_CUSTOMERS = 100_000;
    private static final int DEFAULT_CHANGES = 100;
    private static final int MAX_CHANGES = 1_000;

    private final Instance<StageCalendars> calendars;
    private final ActiveRuleset active;
    private final CheckPool pool;
    private final Clock clock;

    StageCalendarResource(Instance<StageCalendars> calendars, ActiveRuleset active, CheckPool pool, Clock clock) {
        this.calendars = calendars;
        this.active = active;
        this.pool = pool;
        this.clock = clock;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "stageCalendar",
            summary = "When the stages of the customers on record change next if nothing happens",
            description = "Takes the latest decision of each customer with what the record recalls, and finds the first"
                    + " day on which the active release decides another stage: days of silence and windows of sales go"
                    + " on, and values that were given as numbers stay as they are. Counts by week and by the row that"
                    + " decides then, and the changes that come first.")
    @APIResponse(
            responseCode = "200",
            description = "The changes",
            content = @Content(schema = @Schema(implementation = CalendarView.class)))
    @APIResponse(
            responseCode = "400",
            description = "The request has faults; all of them are listed",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response calendar(
            @QueryParam("on") @Parameter(description = "The day that is known; today (UTC) by default") @Nullable
                    String on,
            @QueryParam("days") @Parameter(description = "Days to look ahead, up to 366; 91 by default") @Nullable
                    String days,
            @QueryParam("maxCustomers")
                    @Parameter(
                            description =
                                    "The most customers, the latest decided first, up to 100000; 10000 by" + " default")
                    @Nullable
                    String maxCustomers,
            @QueryParam("maxChanges")
                    @Parameter(description = "The most changes that are listed, up to 1000; 100 by default")
                    @Nullable
                    String maxChanges,
            @BeanParam RequestContext request) {
        List<InputFault> faults = new ArrayList<>();
        LocalDate known = Objects.requireNonNullElse(
                QueryParameters.day("on", request.queryParameters(), faults), LocalDate.now(clock));
        int ahead = QueryParameters.count("days", request.queryParameters(), DEFAULT_DAYS, MAX_DAYS, faults);
        int customers = QueryParameters.count(
                "maxCustomers", request.queryParameters(), DEFAULT_CUSTOMERS, MAX_CUSTOMERS, faults);
        int shown =
                QueryParameters.count("maxChanges", request.queryParameters(), DEFAULT_CHANGES, MAX_CHANGES, faults);
        if (!faults.isEmpty()) {
            return request.problem(Problem.badInput(faults));
        }
        if (calendars.isUnsatisfied()) {
            return request.problem(
                    RejectionProblem.unsupportedInNative(Message.of("api.unsupported-in-native.calendar")));
        }
        Optional<CompiledRelease> current = active.current();
        if (current.isEmpty()) {
            return request.problem(Problem.noRuleset());
        }
        CalendarView view = pool.run(() -> calendars.get().calendar(current.get(), known, ahead, customers, shown));
        return request.confidential(view, MediaType.APPLICATION_JSON);
    }
}
