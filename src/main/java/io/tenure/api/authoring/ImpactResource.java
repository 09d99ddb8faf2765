package io.tenure.api.authoring;

import static io.tenure.http.Roles.APPROVER;
import static io.tenure.http.Roles.AUTHOR;
import static io.tenure.http.Roles.RULE_ENGINEER;

import io.tenure.csv.UnreadableFileException;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Problem;
import io.tenure.http.RequestContext;
import io.tenure.input.InputFault;
import io.tenure.release.ActiveRuleset;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.release.CheckPool;
import io.tenure.release.DraftChecker;
import io.tenure.release.DraftChecker.CompiledDraft;
import io.tenure.release.DraftWorkspace;
import io.tenure.release.Impact;
import io.tenure.release.ImpactReport;
import io.tenure.release.ImpactText;
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
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
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

/// The impact of a draft: what publishing it would change for customers.
@Path("/api/v1/rulesets")
@Tag(name = "Changing rules")
public class ImpactResource {
    private static final String CSV = "text/csv";

    private final DraftWorkspace drafts;
    private final DraftChecker checker;
    private final ActiveRuleset active;
    private final RecordedImpact recordedImpact;
    private final CheckPool pool;
    private final Clock clock;

    ImpactResource(
            DraftWorkspace drafts,
            DraftChecker checker,
            ActiveRuleset active,
            RecordedImpact recordedImpact,
            CheckPool pool,
            Clock clock) {
        this.drafts = drafts;
        this.checker = checker;
        this.active = active;
        this.recordedImpact = recordedImpact;
        this.pool = pool;
        this.clock = clock;
    }

    @POST
    @Path("/drafts/{id}/impact")
    @Consumes({CSV, MediaType.WILDCARD})
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @RolesAllowed({AUTHOR, RULE_ENGINEER, APPROVER})
    @Operation(
            operationId = "impactOfDraft",
            summary = "What publishing a draft would change for the customers of a file, or for stored ones",
            description = "Decides each customer by the active release and by the draft. Without a file it takes the"
                    + " latest stored decision of each customer, with its request and recalled facts. The run is"
                    + " stored.")
    @RequestBody(content = @Content(mediaType = CSV, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "200",
            description = "How many customers change from which value to which, with examples",
            content = @Content(schema = @Schema(implementation = ImpactReport.class)))
    public Response impact(
            @PathParam("id") int id,
            byte @Nullable [] csv,
            @QueryParam("maxCustomers")
                    @Parameter(description = "The most stored customers to decide, up to 100000; 10000 by default")
                    @Nullable
                    String maxCustomers,
            @QueryParam("from") @Parameter(description = "First day of stored decisions (UTC)") @Nullable String from,
            @QueryParam("to") @Parameter(description = "Last day of stored decisions (UTC)") @Nullable String to,
            @BeanParam RequestContext request) {
        RecordedCustomers selection = RecordedCustomers.of(request.queryParameters());
        // By its type, since an empty file is a file too.
        boolean isFile = MediaType.valueOf(CSV).isCompatible(request.contentType());
        if (!isFile && csv != null && csv.length > 0) {
            return request.problem(ExceptionProblems.ofStatus(415));
        }
        List<InputFault> faults = isFile ? selection.conflictWithFile() : selection.faults();
        if (!faults.isEmpty()) {
            return request.problem(Problem.badInput(faults));
        }
        Optional<Checked<CompiledDraft, Finding>> found = checker.compile(id);
        if (found.isEmpty()) {
            return Downloads.notFound(request);
        }
        if (found.get() instanceof Checked.Invalid(List<Finding> findings)) {
            return request.problem(RejectionProblem.of(findings));
        }
        CompiledDraft compiled = found.get().orElseThrow();
        Optional<CompiledRelease> current = active.current();
        if (current.isEmpty()) {
            return request.problem(Problem.noRuleset());
        }
        Impact impact = new Impact(current.get().ruleset(), compiled.ruleset(), clock);
        boolean wholeRecord = false;
        if (!isFile) {
            Locale locale = request.locale();
            wholeRecord = pool.run(() ->
                    recordedImpact.measure(impact, selection.maxCustomers(), selection.from(), selection.to(), locale));
        } else {
            byte[] bytes = csv == null ? new byte[0] : csv;
            Locale locale = request.locale();
            Optional<Text> unreadable = pool.run(() -> unreadable(impact, bytes, locale));
            if (unreadable.isPresent()) {
                return request.problem(
                        Problem.of(400, "bad-file", Message.of("api.shared.bad-input"), unreadable.get()));
            }
        }
        ImpactReport report =
                impact.report(id, compiled.draft().version(), current.get().release());
        drafts.recordImpact(compiled.draft(), current.get().release(), request.userName(), impact.measure(wholeRecord));
        return request.wantsText() ? request.text(ImpactText.of(report, request.locale())) : request.ok(report);
    }

    private static Optional<Text> unreadable(Impact impact, byte[] file, Locale locale) {
        try {
            impact.read(() -> new ByteArrayInputStream(file), locale);
            return Optional.empty();
        } catch (UnreadableFileException unreadable) {
            return Optional.of(unreadable.sentence());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
