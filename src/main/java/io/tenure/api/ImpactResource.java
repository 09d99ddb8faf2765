package io.tenure.api;

import static io.tenure.http.Roles.APPROVER;
import static io.tenure.http.Roles.AUTHOR;
import static io.tenure.http.Roles.RULE_ENGINEER;

import io.tenure.http.ExceptionProblems;
import io.tenure.http.Problem;
import io.tenure.input.InputFault;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.release.Drafts;
import io.tenure.release.Impact;
import io.tenure.release.Publisher;
import io.tenure.release.RecordedCustomers;
import io.tenure.release.RecordedImpact;
import io.tenure.text.Message;
import io.tenure.text.Text;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.StringReader;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// What publishing a draft would change.
@Path("/api/v1/rulesets")
@Tag(name = "Changing rules")
public class ImpactResource {
    private static final String CSV = "text/csv";

    private final Drafts drafts;
    private final Publisher publisher;
    private final ActiveRuleset active;
    private final RecordedImpact recordedImpact;
    private final Clock clock;

    ImpactResource(
            Drafts drafts, Publisher publisher, ActiveRuleset active, RecordedImpact recordedImpact, Clock clock) {
        this.drafts = drafts;
        this.publisher = publisher;
        this.active = active;
        this.recordedImpact = recordedImpact;
        this.clock = clock;
    }

    @POST
    @Path("/drafts/{id}/impact")
    @Consumes({CSV, MediaType.WILDCARD})
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @RolesAllowed({AUTHOR, RULE_ENGINEER, APPROVER})
    @Operation(
            operationId = "impactOfDraft",
            summary = "What publishing a draft would change for a file of customers, or for those on record",
            description = "Each customer is decided by the active release and by the draft. Without a file it is the"
                    + " latest decision of each customer on record, on what was presented and remembered then. The run is"
                    + " kept on record.")
    @RequestBody(content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "200",
            description = "From-to matrices, with examples",
            content = @Content(schema = @Schema(implementation = Impact.ImpactView.class)))
    public Response impact(
            @PathParam("id") int id,
            byte @Nullable [] csv,
            @QueryParam("recorded")
                    @Parameter(description = "Customers on record at most, up to 100000; 10000 if left out")
                    @Nullable
                    String recorded,
            @QueryParam("from") @Parameter(description = "First day of decisions on record (UTC)") @Nullable
                    String from,
            @QueryParam("to") @Parameter(description = "Last day of decisions on record (UTC)") @Nullable String to,
            @BeanParam AuthoringContext asker)
            throws IOException {
        RecordedCustomers question = RecordedCustomers.of(asker.uri.getQueryParameters());
        // An empty file is a file, too.
        boolean isFile = MediaType.valueOf(CSV).isCompatible(asker.headers.getMediaType());
        if (!isFile && csv != null && csv.length > 0) {
            return asker.problem(ExceptionProblems.ofStatus(415));
        }
        List<InputFault> faults = isFile ? question.conflictWithFile() : question.faults();
        if (!faults.isEmpty()) {
            return asker.problem(Problem.badInput(faults));
        }
        Optional<Publisher.DraftCheck> found = publisher.check(id);
        if (found.isEmpty()) {
            return asker.problem(ExceptionProblems.ofStatus(404));
        }
        Publisher.DraftCheck checked = found.get();
        if (checked.ruleset() == null) {
            return asker.problem(RejectionProblem.of(checked.findings()));
        }
        Optional<CompiledRelease> now = active.current();
        if (now.isEmpty()) {
            return asker.problem(Problem.noRuleset());
        }
        Impact impact = new Impact(now.get().ruleset(), checked.ruleset(), clock);
        if (!isFile) {
            recordedImpact.measure(impact, question.maxCustomers(), question.from(), question.to(), asker.locale());
        } else {
            String text = csv == null ? "" : new String(csv, StandardCharsets.UTF_8);
            String unmarked = text.startsWith("\uFEFF") ? text.substring(1) : text;
            Text unreadable = impact.read(new StringReader(unmarked), delimiter(unmarked), asker.locale());
            if (unreadable != null) {
                return asker.problem(Problem.of(400, "bad-file", Message.of("api.shared.bad-input"), unreadable));
            }
        }
        Impact.ImpactView view =
                impact.view(id, checked.draft().version(), now.get().release());
        drafts.recordImpact(
                checked.draft(),
                now.get().release(),
                asker.userName(),
                view.customers(),
                view.changed(Impact.RETENTION_LEVEL));
        return asker.wantsText() ? asker.text(Impact.text(view, asker.locale())) : asker.ok(view);
    }

    private static char delimiter(String csv) {
        String first = csv.lines().findFirst().orElse("");
        return first.contains(",") ? ',' : first.contains(";") ? ';' : first.contains("\t") ? '\t' : ',';
    }
}
