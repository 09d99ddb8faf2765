package io.tenure.api;

import io.quarkus.security.ForbiddenException;
import io.tenure.decision.DecideResult;
import io.tenure.decision.DecisionService;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Languages;
import io.tenure.http.Problem;
import io.tenure.http.Roles;
import io.tenure.input.InputFault;
import io.tenure.input.RulesetChoice;
import io.tenure.text.Message;
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
import java.time.LocalDate;
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
    private static final int MAX_KEY_LENGTH = 200;

    private final DecisionService decisionService;
    private final int maxBodyBytes;

    DecisionResource(DecisionService deciding, @ConfigProperty(name = "tenure.api.max-body-bytes") int limit) {
        this.decisionService = deciding;
        this.maxBodyBytes = limit;
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
            return ExceptionProblems.ofStatus(415).response(locale, instance);
        }
        if (key != null && (key.isBlank() || key.length() > MAX_KEY_LENGTH)) {
            return Problem.badInput(List.of(invalidKey(key))).response(locale, instance);
        }
        byte[] bytes = body.readNBytes(maxBodyBytes + 1);
        if (bytes.length > maxBodyBytes) {
            return Problem.tooLarge(maxBodyBytes).response(locale, instance);
        }
        DecisionService.IncomingRequest request =
                DecisionService.IncomingRequest.of(bytes, who.getUserPrincipal().getName(), key, locale);
        requireRole(request.content().rulesetChoice(), who);
        return switch (decisionService.decide(request)) {
            case DecideResult.Decided(byte[] json, Locale language) ->
                Response.ok(json)
                        .type(MediaType.APPLICATION_JSON_TYPE)
                        .header(HttpHeaders.CONTENT_LANGUAGE, language.toLanguageTag())
                        .header(HttpHeaders.VARY, HttpHeaders.ACCEPT_LANGUAGE)
                        .build();
            case DecideResult.InvalidInput(List<InputFault> faults) ->
                Problem.badInput(faults).response(locale, instance);
            case DecideResult.NoActiveRelease() -> Problem.noRuleset().response(locale, instance);
            case DecideResult.NoSuchRelease(int number) ->
                Problem.noSuchRelease(number).response(locale, instance);
            case DecideResult.NoReleaseAtDate(LocalDate asOf) ->
                Problem.noRulesetAtDate(asOf).response(locale, instance);
            case DecideResult.IdempotencyKeyReused() ->
                Problem.idempotencyKeyReused().response(locale, instance);
            case DecideResult.CustomerErased() -> Problem.customerErased().response(locale, instance);
            case DecideResult.RecordUnavailable() -> Problem.recordUnavailable().response(locale, instance);
        };
    }

    /// Trying any release is for those who look at rules; deciding is for callers.
    private static void requireRole(RulesetChoice choice, SecurityContext who) {
        String role = choice instanceof RulesetChoice.Release ? Roles.VIEWER : Roles.CALLER;
        if (!who.isUserInRole(role)) {
            throw new ForbiddenException();
        }
    }

    private static InputFault invalidKey(String key) {
        return new InputFault(
                "wrong-value",
                "",
                key.length(),
                Message.of("api.wrong-value.expected", "maxKeyLength", MAX_KEY_LENGTH),
                Message.of("api.wrong-value.message"));
    }

    private static boolean isUtf8(@Nullable MediaType type) {
        String charset = type == null ? null : type.getParameters().get(MediaType.CHARSET_PARAMETER);
        return charset == null || charset.equalsIgnoreCase("utf-8");
    }
}
