package io.tenure.api;

import io.tenure.feedback.StageCounts;
import io.tenure.feedback.StageReport;
import io.tenure.feedback.StageReportText;
import io.tenure.http.Problem;
import io.tenure.http.ProblemView;
import io.tenure.http.RequestContext;
import io.tenure.http.Roles;
import io.tenure.input.InputFault;
import io.tenure.input.QueryParameters;
import io.tenure.text.Message;
import jakarta.annotation.security.RolesAllowed;
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
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// How many customers are in each stage, and how they moved.
@Path("/api/v1/stages")
@Tag(name = "Report")
@Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
public class StagesResource {
    private final StageCounts counts;
    private final Clock clock;

    StagesResource(StageCounts counts, Clock clock) {
        this.counts = counts;
        this.clock = clock;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.OPERATOR})
    @Operation(
            operationId = "stageReport",
            summary = "Customers by stage as of a day, and their moves since an earlier one",
            description =
                    "From the decisions on record: a customer is in the stage that was last decided as of the day or"
                            + " before. Trials and erased customers don't count. With 95 % confidence intervals.")
    @APIResponse(
            responseCode = "200",
            description = "The counts and the moves",
            content = @Content(schema = @Schema(implementation = StageReport.class)))
    @APIResponse(
            responseCode = "400",
            description = "The request has faults; all of them are listed",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response stages(
            @QueryParam("on") @Parameter(description = "As of this day; today (UTC) by default") @Nullable String on,
            @QueryParam("compared")
                    @Parameter(description = "An earlier day, from which moves are counted; none by default")
                    @Nullable
                    String compared,
            @BeanParam RequestContext request) {
        List<InputFault> faults = new ArrayList<>();
        LocalDate later = Objects.requireNonNullElse(
                QueryParameters.day("on", request.queryParameters(), faults), LocalDate.now(clock));
        LocalDate earlier = QueryParameters.day("compared", request.queryParameters(), faults);
        if (earlier != null && faults.isEmpty() && !earlier.isBefore(later)) {
            faults.add(new InputFault(
                    "out-of-range",
                    "/compared",
                    earlier.toString(),
                    Message.of("api.out-of-range.expected", "to", later.minusDays(1)),
                    Message.of("api.out-of-range.message")));
        }
        if (!faults.isEmpty()) {
            return request.problem(Problem.badInput(faults));
        }
        StageReport report = StageReport.of(later, earlier, counts.flows(later, earlier == null ? later : earlier));
        return request.wantsText() ? request.text(StageReportText.of(report, request.locale())) : request.ok(report);
    }
}
