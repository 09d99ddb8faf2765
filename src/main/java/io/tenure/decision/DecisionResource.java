package io.tenure.decision;

import io.quarkus.security.ForbiddenException;
import io.tenure.lifecycle.Text;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.HeaderParam;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Locale;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Decides the customer that is presented.
@Path("/api/v1/decisions")
@Tag(name = "Decisions")
public class DecisionResource {
    private static final int LONGEST_KEY = 200;

    private final Deciding deciding;
    private final int limit;

    DecisionResource(Deciding deciding, @ConfigProperty(name = "tenure.api.max-body-bytes") int limit) {
        this.deciding = deciding;
        this.limit = limit;
    }

    @POST
    @RolesAllowed({Roles.CALLER, Roles.VIEWER})
    @Consumes(MediaType.APPLICATION_JSON)
    @Produces(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "decide",
            summary = "Decide one customer",
            description = "Stage, retention level and next best actions, with the rows and rules that decided them."
                    + " Nothing is decided on input that has a fault.")
    @RequestBody(
            required = true,
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Customer")))
    @APIResponse(
            responseCode = "200",
            description = "The decision",
            content = @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(ref = "Decision")))
    @APIResponse(
            responseCode = "400",
            description = "Faults in what was sent, all of them at once",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "413",
            description = "The body is too large",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "415",
            description = "The body is not application/json",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "409",
            description = "The Idempotency-Key came before with another body",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "410",
            description = "The customer of the request that came before was erased",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    @APIResponse(
            responseCode = "503",
            description =
                    "No ruleset is active, or the decision can't be put on record; Retry-After tells when to try again",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(ref = "Problem")))
    public Response decide(
            InputStream body,
            @HeaderParam("Idempotency-Key")
                    @Parameter(
                            description = "The caller's own name for the request, of at most 200 characters. Sent again"
                                    + " under the same key, the request is answered with the same decision.")
                    @Nullable
                    String key,
            @Context HttpHeaders headers,
            @Context UriInfo uri,
            @Context SecurityContext who)
            throws IOException {
        Locale locale = Languages.of(headers);
        String instance = uri.getRequestUri().getPath();
        if (!isUtf8(headers.getMediaType())) {
            return Problems.ofStatus(415).response(locale, instance);
        }
        if (key != null && (key.isBlank() || key.length() > LONGEST_KEY)) {
            return Problem.badInput(List.of(badKey(key))).response(locale, instance);
        }
        byte[] bytes = body.readNBytes(limit + 1);
        if (bytes.length > limit) {
            return Problem.tooLarge(limit).response(locale, instance);
        }
        Deciding.Request request =
                Deciding.Request.of(bytes, who.getUserPrincipal().getName(), key, locale);
        requireRole(request.asked().choice(), who);
        return switch (deciding.decide(request)) {
            case Deciding.Result.Refused(Problem problem) -> problem.response(locale, instance);
            case Deciding.Result.Answered(byte[] json, Locale language) ->
                Response.ok(json)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
                        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                        .build();
        };
    }

    /// Trying any release is for those who look at rules; deciding is for callers.
    private static void requireRole(RulesetChoice choice, SecurityContext who) {
        String role = choice instanceof RulesetChoice.Release ? Roles.VIEWER : Roles.CALLER;
        if (!who.isUserInRole(role)) {
            throw new ForbiddenException();
        }
    }

    private static Fault badKey(String key) {
        return new Fault(
                "wrong-value",
                "",
                key.length(),
                new Text(
                        String.format(Locale.ROOT, "1 to %d characters", LONGEST_KEY),
                        String.format(Locale.ROOT, "1至%d个字符", LONGEST_KEY)),
                new Text("The header Idempotency-Key is empty or too long.", "请求头Idempotency-Key为空或过长。"));
    }

    private static boolean isUtf8(@Nullable MediaType type) {
        String charset = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
        return charset == null || charset.equalsIgnoreCase("utf-8");
    }
}
