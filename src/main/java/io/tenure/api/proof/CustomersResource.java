package io.tenure.api.proof;

import io.tenure.http.AccessAudit;
import io.tenure.http.Problem;
import io.tenure.http.ProblemView;
import io.tenure.http.RequestContext;
import io.tenure.http.Roles;
import io.tenure.input.InputFault;
import io.tenure.input.QueryParameters;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// The customers on record, without who they are, as tables and models are measured on them.
@Path("/api/v1/customers")
@Tag(name = "Proof")
public class CustomersResource {
    private static final int DEFAULT_LIMIT = 500;
    private static final int MAX_LIMIT = 1_000;

    private final RecordedCustomers customers;
    private final ActiveRuleset active;
    private final AccessAudit access;

    CustomersResource(RecordedCustomers customers, ActiveRuleset active, AccessAudit access) {
        this.customers = customers;
        this.active = active;
        this.access = access;
    }

    @GET
    @RolesAllowed(Roles.VIEWER)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "customers",
            summary = "The customers on record, a page at a time, without who they are",
            description =
                    "What the latest request said of each customer's purchases and relationship, the purchases and"
                            + " ends that were reported, and the stages that were decided. Trials and erased customers are left"
                            + " out. `./tenure calibrate`, `stages` and `backtest` read it with `--record`.")
    @APIResponse(
            responseCode = "200",
            description = "A page of customers, by number",
            content = @Content(schema = @Schema(implementation = CustomersView.class)))
    @APIResponse(
            responseCode = "400",
            description = "The request has faults; all of them are listed",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response customers(
            @QueryParam("after")
                    @Parameter(description = "The `next` of the page before; the first page by default")
                    @Nullable
                    String after,
            @QueryParam("limit") @Parameter(description = "The most customers, up to 1000; 500 by default") @Nullable
                    String limit,
            @BeanParam RequestContext request) {
        List<InputFault> faults = new ArrayList<>();
        int from = QueryParameters.count("after", request.queryParameters(), 0, Integer.MAX_VALUE, faults);
        int most = QueryParameters.count("limit", request.queryParameters(), DEFAULT_LIMIT, MAX_LIMIT, faults);
        if (!faults.isEmpty()) {
            return request.problem(Problem.badInput(faults));
        }
        Optional<CompiledRelease> current = active.current();
        if (current.isEmpty()) {
            return request.problem(Problem.noRuleset());
        }
        access.recordBaseAccess(request, "customers-read", from);
        return request.confidential(
                customers.page(current.get().ruleset().ruleset(), from, most), MediaType.APPLICATION_JSON);
    }
}
