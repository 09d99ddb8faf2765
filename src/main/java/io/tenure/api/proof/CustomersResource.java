package io.tenure.api.proof;

import io.tenure.api.proof.CustomersView.CustomerView;
import io.tenure.api.proof.CustomersView.PurchaseView;
import io.tenure.api.proof.CustomersView.StageView;
import io.tenure.finding.Checked;
import io.tenure.http.AccessAudit;
import io.tenure.http.Problem;
import io.tenure.http.ProblemView;
import io.tenure.http.RequestContext;
import io.tenure.http.Roles;
import io.tenure.input.CustomerReader;
import io.tenure.input.InputFault;
import io.tenure.input.Json;
import io.tenure.input.QueryParameters;
import io.tenure.lifecycle.Customer;
import io.tenure.lifecycle.DecisionInput;
import io.tenure.record.CustomerBase;
import io.tenure.record.CustomerBase.StageOn;
import io.tenure.record.CustomerBase.StoredCustomer;
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
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
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

/// The customers on record, without who they are, as tables and models are measured on them.
@Path("/api/v1/customers")
@Tag(name = "Proof")
public class CustomersResource {
    private static final int DEFAULT_LIMIT = 500;
    private static final int MAX_LIMIT = 1_000;
    private static final String TERMINATED = "TERMINATED";

    private final CustomerBase base;
    private final ActiveRuleset active;
    private final AccessAudit access;
    private final Clock clock;

    CustomersResource(CustomerBase base, ActiveRuleset active, AccessAudit access, Clock clock) {
        this.base = base;
        this.active = active;
        this.access = access;
        this.clock = clock;
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
        CustomerBase.Page page = base.page(from, most);
        CustomerReader reader = new CustomerReader(current.get().ruleset().ruleset(), clock);
        List<CustomerView> views = new ArrayList<>();
        for (StoredCustomer stored : page.customers()) {
            view(stored, reader).ifPresent(views::add);
        }
        return request.confidential(
                new CustomersView(views, page.customers().size() - views.size(), page.next()),
                MediaType.APPLICATION_JSON);
    }

    private static Optional<CustomerView> view(StoredCustomer stored, CustomerReader reader) {
        if (stored.payload() == null) {
            return Optional.empty();
        }
        Checked<Json, InputFault> parsed = stored.payload().readRequest().customer();
        if (!(parsed instanceof Checked.Valid(Json.Obj request, var _))
                || !(reader.read(parsed, null) instanceof Checked.Valid(DecisionInput input, var _))) {
            return Optional.empty();
        }
        Customer customer = input.customer();
        return Optional.of(new CustomerView(
                stored.number(),
                stored.asOf(),
                Objects.requireNonNull(customer.getRelationshipType()),
                customer.getFirstPurchaseDate(),
                ended(stored),
                request.members().stream().anyMatch(member -> member.name().equals("purchases"))
                        ? purchases(customer, stored)
                        : null,
                stored.stages().stream()
                        .map(point -> new StageView(point.asOf(), point.stage()))
                        .toList()));
    }

    private static List<PurchaseView> purchases(Customer customer, StoredCustomer stored) {
        List<PurchaseView> purchases = new ArrayList<>();
        customer.purchases()
                .forEach(bought -> purchases.add(new PurchaseView(bought.date(), bought.amount(), bought.margin())));
        for (CustomerBase.Event event : stored.events()) {
            // Those up to the day of the request are among the ones that it listed.
            if (event.amount() != null && day(event.at()).isAfter(stored.asOf())) {
                purchases.add(new PurchaseView(day(event.at()), event.amount().doubleValue(), null));
            }
        }
        return purchases;
    }

    /// The day on which the relationship ended; null while it lasts, or where it began again.
    private static @Nullable LocalDate ended(StoredCustomer stored) {
        LocalDate lasted = LocalDate.MIN;
        LocalDate ended = null;
        for (StageOn point : stored.stages()) {
            if (!point.stage().equals(TERMINATED)) {
                lasted = point.asOf();
                ended = null;
            } else if (ended == null) {
                ended = point.asOf();
            }
        }
        for (CustomerBase.Event event : stored.events()) {
            LocalDate day = day(event.at());
            if (event.amount() == null && !day.isBefore(lasted) && (ended == null || day.isBefore(ended))) {
                ended = day;
            }
        }
        return ended;
    }

    private static LocalDate day(Instant at) {
        return at.atOffset(ZoneOffset.UTC).toLocalDate();
    }
}
