package io.tenure.api;

import io.tenure.bundle.DrlExport;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Languages;
import io.tenure.http.Problem;
import io.tenure.http.Roles;
import io.tenure.lifecycle.Dictionary;
import io.tenure.release.ActiveRuleset;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriInfo;
import java.util.List;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/// Shows what decides: the dictionary, and the active ruleset cell by cell.
@Path("/api/v1")
@RolesAllowed({Roles.CALLER, Roles.VIEWER})
@Tag(name = "Ruleset")
public class RulesetResource {
    private static final String TEXT = "text/plain;charset=UTF-8";

    private final ActiveRuleset activeRuleset;

    RulesetResource(ActiveRuleset rulesets) {
        this.activeRuleset = rulesets;
    }

    @GET
    @Path("/facts")
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "facts",
            summary = "The dictionary",
            description = "Every name that facts, tables and rules use, the site's own attributes included.")
    @APIResponse(
            responseCode = "200",
            description = "The names, in their order",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Dictionary")))
    public Response facts() {
        Dictionary dictionary = activeRuleset
                .current()
                .map(a -> a.ruleset().ruleset().dictionary())
                .orElseGet(Dictionary::standard);
        return Response.ok(RulesetWriter.dictionary(dictionary), MediaType.APPLICATION_JSON_TYPE)
                .build();
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
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Ruleset")))
    @APIResponse(
            responseCode = "503",
            description = "No ruleset is active",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    public Response ruleset(@Context HttpHeaders headers, @Context UriInfo uri) {
        var locale = Languages.of(headers);
        return activeRuleset
                .current()
                .map(active -> Response.ok(RulesetWriter.ruleset(active, locale), MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.CONTENT_LANGUAGE, locale.toLanguageTag())
                        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                        .build())
                .orElseGet(() ->
                        Problem.noRuleset().response(locale, uri.getRequestUri().getPath()));
    }

    @GET
    @Path("/ruleset/tables/{name}.drl")
    @Produces(MediaType.TEXT_PLAIN)
    @Operation(
            operationId = "tableAsDrl",
            summary = "One table as plain DRL",
            description = "What stock Drools would need to decide as this table does.")
    @APIResponse(
            responseCode = "200",
            description = "The DRL",
            content =
                    @Content(
                            mediaType = MediaType.TEXT_PLAIN,
                            schema =
                                    @Schema(
                                            type =
                                                    org.eclipse.microprofile.openapi.annotations.enums.SchemaType
                                                            .STRING)))
    @APIResponse(
            responseCode = "404",
            description = "The active ruleset has no table of that name",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    public Response tableAsDrl(@PathParam("name") String name, @Context HttpHeaders headers, @Context UriInfo uri) {
        return activeRuleset
                .current()
                .flatMap(a -> a.ruleset().ruleset().tables().stream()
                        .filter(t -> t.name().equals(name))
                        .findFirst())
                .map(table -> Response.ok(DrlExport.drl(List.of(table)), TEXT).build())
                .orElseGet(() -> ExceptionProblems.ofStatus(404)
                        .response(Languages.of(headers), uri.getRequestUri().getPath()));
    }
}
