package io.tenure.api.authoring;

import static io.tenure.http.Roles.APPROVER;
import static io.tenure.http.Roles.AUTHOR;
import static io.tenure.http.Roles.RULE_ENGINEER;
import static io.tenure.http.Roles.VIEWER;

import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.http.Problem;
import io.tenure.http.RequestContext;
import io.tenure.region.AffectedCustomers;
import io.tenure.region.AffectedReport;
import io.tenure.release.ActiveRuleset.CompiledRelease;
import io.tenure.release.CheckPool;
import io.tenure.release.CompiledRulesetCache;
import io.tenure.release.DraftChecker;
import io.tenure.release.DraftChecker.CompiledDraft;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Whom a draft affects, by its tables alone.
@Path("/api/v1/rulesets")
@Tag(name = "Changing rules")
public class AffectedResource {
    private final DraftChecker checker;
    private final CompiledRulesetCache rulesetCache;
    private final CheckPool pool;
    private final Clock clock;

    AffectedResource(DraftChecker checker, CompiledRulesetCache rulesetCache, CheckPool pool, Clock clock) {
        this.checker = checker;
        this.rulesetCache = rulesetCache;
        this.pool = pool;
        this.clock = clock;
    }

    @GET
    @Path("/drafts/{id}/affected")
    @Produces({MediaType.APPLICATION_JSON, MediaType.TEXT_PLAIN})
    @RolesAllowed({VIEWER, AUTHOR, RULE_ENGINEER, APPROVER})
    @Operation(
            operationId = "affectedByDraft",
            summary = "Every region of customers whom a draft decides differently, and whether nobody else changes",
            description = "Compares the draft with the release it is based on. As JSON or text/plain.")
    @APIResponse(
            responseCode = "200",
            description = "The regions, each with an example, and what is proven",
            content = @Content(schema = @Schema(implementation = AffectedReport.class)))
    public Response affected(@PathParam("id") int id, @BeanParam RequestContext request) {
        Optional<Checked<CompiledDraft, Finding>> found = checker.compile(id);
        if (found.isEmpty()) {
            return Downloads.notFound(request);
        }
        return switch (found.get()) {
            case Checked.Invalid(List<Finding> findings) -> request.problem(RejectionProblem.of(findings));
            case Checked.Valid(CompiledDraft compiled, var _) -> affected(compiled, request);
        };
    }

    private Response affected(CompiledDraft compiled, RequestContext request) {
        Optional<CompiledRelease> base = rulesetCache.find(compiled.draft().base());
        if (base.isEmpty()) {
            return request.problem(Problem.noRuleset());
        }
        Locale locale = request.locale();
        AffectedReport report =
                pool.run(() -> AffectedCustomers.between(base.get().ruleset(), compiled.ruleset(), clock)
                        .report(locale));
        return request.wantsText() ? request.text(report.text(locale)) : request.ok(report);
    }
}
