package io.tenure.api;

import io.tenure.bundle.DrlExport;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Problem;
import io.tenure.http.ProblemView;
import io.tenure.http.RequestContext;
import io.tenure.http.Roles;
import io.tenure.lifecycle.Dictionary;
import io.tenure.release.ActiveRuleset;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// The dictionary, and the active ruleset cell by cell.
@Path("/api/v1")
@RolesAllowed({Roles.CALLER, Roles.VIEWER})
@Tag(name = "Ruleset")
public class RulesetResource {
    private final ActiveRuleset activeRuleset;

    RulesetResource(ActiveRuleset activeRuleset) {
        this.activeRuleset = activeRuleset;
    }

    @GET
    @Path("/facts")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "facts",
            summary = "The dictionary",
            description = "Every name that facts, tables and rules use, including the site's own attributes.")
    @APIResponse(
            responseCode = "200",
            description = "The names, in their order",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = DictionaryView.class)))
    public Response facts() {
        Dictionary dictionary = activeRuleset
                .current()
                .map(a -> a.ruleset().ruleset().dictionary())
                .orElseGet(Dictionary::standard);
        return Response.ok(DictionaryView.of(dictionary)).build();
    }

    @GET
    @Path("/ruleset")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "ruleset",
            summary = "The active ruleset",
            description = "Its tables cell by cell, as written and as understood; rules, parameters, actions, labels.")
    @APIResponse(
            responseCode = "200",
            description = "The active ruleset",
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = RulesetView.class)))
    @APIResponse(
            responseCode = "503",
            description = "No ruleset is active",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response ruleset(@BeanParam RequestContext request) {
        return activeRuleset
                .current()
                .map(active -> request.ok(RulesetView.of(active, request.locale())))
                .orElseGet(() -> request.problem(Problem.noRuleset()));
    }

    @GET
    @Path("/ruleset/tables/{name}.drl")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            operationId = "tableAsDrl",
            summary = "One table as plain DRL",
            description = "Rules by which unmodified Drools decides as this table does.")
    @APIResponse(
            responseCode = "200",
            description = "The DRL",
            content = @Content(mediaType = MediaType.TEXT_PLAIN, schema = @Schema(type = SchemaType.STRING)))
    @APIResponse(
            responseCode = "404",
            description = "The active ruleset has no table of that name",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response tableAsDrl(@PathParam("name") String name, @BeanParam RequestContext request) {
        return activeRuleset
                .current()
                .flatMap(a -> a.ruleset().ruleset().tables().stream()
                        .filter(t -> t.name().equals(name))
                        .findFirst())
                .map(table -> Response.ok(DrlExport.drl(List.of(table)), RequestContext.TEXT)
                        .build())
                .orElseGet(() -> request.problem(ExceptionProblems.ofStatus(404)));
    }
}
