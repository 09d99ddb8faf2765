package io.tenure.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.tenure.http.Languages;
import io.tenure.http.Problem;
import io.tenure.http.Roles;
import io.tenure.input.InputFault;
import io.tenure.people.Accounts;
import io.tenure.people.Accounts.Result;
import io.tenure.people.ApiToken;
import io.tenure.people.Person;
import io.tenure.people.TokenIssuer;
import io.tenure.text.Message;
import io.tenure.text.Text;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.SecurityContext;
import jakarta.ws.rs.core.UriInfo;
import java.time.Instant;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Accounts of people and API tokens of programs.
@Path("/api/v1")
@Tag(name = "People")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class PeopleResource {
    private static final int DEFAULT_DAYS = 365;

    private final Accounts accounts;
    private final TokenIssuer tokens;

    @Context
    @SuppressWarnings("NullAway.Init")
    SecurityContext security;

    @Context
    @SuppressWarnings("NullAway.Init")
    HttpHeaders headers;

    @Context
    @SuppressWarnings("NullAway.Init")
    UriInfo uri;

    PeopleResource(Accounts accounts, TokenIssuer tokens) {
        this.accounts = accounts;
        this.tokens = tokens;
    }

    /// @param password generated where left out, and then returned once
    @RegisterForReflection
    @Schema(name = "NewPerson")
    public record NewPerson(
            @Nullable String name,
            @Nullable List<String> roles,
            @Nullable String password) {}

    @RegisterForReflection
    @Schema(name = "NewPassword")
    public record NewPassword(@Nullable String password) {}

    /// @param days until it expires; 365 where left out
    @RegisterForReflection
    @Schema(name = "NewToken")
    public record NewToken(
            @Nullable String name,
            @Nullable List<String> roles,
            @Nullable Integer days) {}

    /// @param password what was generated, shown only here
    @RegisterForReflection
    @Schema(name = "Person")
    public record PersonView(
            String name,
            List<String> roles,
            boolean disabled,
            Instant createdAt,
            @Nullable String password) {
        static PersonView of(Person person, @Nullable String password) {
            return new PersonView(person.name(), person.roles(), person.disabled(), person.createdAt(), password);
        }
    }

    @RegisterForReflection
    @Schema(name = "People")
    public record PeopleView(List<PersonView> people) {}

    /// @param token the token itself, shown only when it is created
    @RegisterForReflection
    @Schema(name = "ApiToken")
    public record TokenView(
            long id,
            String name,
            List<String> roles,
            String createdBy,
            Instant createdAt,
            Instant expiresAt,
            @Nullable Instant revokedAt,
            @Nullable String token) {
        static TokenView of(ApiToken token, @Nullable String secret) {
            return new TokenView(
                    token.id(),
                    token.name(),
                    token.roles(),
                    token.createdBy(),
                    token.createdAt(),
                    token.expiresAt(),
                    token.revokedAt(),
                    secret);
        }
    }

    @RegisterForReflection
    @Schema(name = "ApiTokens")
    public record TokensView(List<TokenView> tokens) {}

    @GET
    @Path("/people")
    @Operation(operationId = "people", summary = "The accounts of people")
    @APIResponse(
            responseCode = "200",
            description = "The accounts, by name",
            content = @Content(schema = @Schema(implementation = PeopleView.class)))
    public Response people() {
        return ok(new PeopleView(
                accounts.all().stream().map(p -> PersonView.of(p, null)).toList()));
    }

    @POST
    @Path("/people")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "addPerson",
            summary = "Add an account",
            description = "Without a password one is generated and returned once.")
    @APIResponse(
            responseCode = "201",
            description = "Added",
            content = @Content(schema = @Schema(implementation = PersonView.class)))
    public Response add(@Nullable NewPerson body) {
        NewPerson person = Objects.requireNonNullElse(body, new NewPerson(null, null, null));
        return created(
                accounts.add(orEmpty(person.name()), orEmpty(person.roles()), person.password(), actor()),
                added -> PersonView.of(added.person(), added.password()));
    }

    @POST
    @Path("/people/{name}/disable")
    @Operation(operationId = "disablePerson", summary = "Disable an account until it gets a new password")
    @APIResponse(
            responseCode = "200",
            description = "Disabled",
            content = @Content(schema = @Schema(implementation = PersonView.class)))
    public Response disable(@PathParam("name") String name) {
        return respond(accounts.disable(name, actor()), person -> ok(PersonView.of(person, null)));
    }

    @POST
    @Path("/people/{name}/password")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changePassword",
            summary = "Set the password of an account, and enable it if it was disabled",
            description = "Without a password one is generated and returned once.")
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = PersonView.class)))
    public Response password(@PathParam("name") String name, @Nullable NewPassword body) {
        return respond(
                accounts.changePassword(name, body == null ? null : body.password(), actor()),
                changed -> ok(PersonView.of(changed.person(), changed.password())));
    }

    @GET
    @Path("/tokens")
    @Operation(operationId = "apiTokens", summary = "The API tokens of programs, expired and revoked ones included")
    @APIResponse(
            responseCode = "200",
            description = "The tokens, by name",
            content = @Content(schema = @Schema(implementation = TokensView.class)))
    public Response tokens() {
        return ok(new TokensView(
                tokens.all().stream().map(t -> TokenView.of(t, null)).toList()));
    }

    @POST
    @Path("/tokens")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createApiToken", summary = "Create an API token, which is returned once")
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = TokenView.class)))
    public Response create(@Nullable NewToken body) {
        NewToken token = Objects.requireNonNullElse(body, new NewToken(null, null, null));
        return created(
                tokens.issue(
                        orEmpty(token.name()),
                        orEmpty(token.roles()),
                        Objects.requireNonNullElse(token.days(), DEFAULT_DAYS),
                        actor()),
                issued -> TokenView.of(issued.token(), issued.secret()));
    }

    @DELETE
    @Path("/tokens/{id}")
    @Operation(operationId = "revokeApiToken", summary = "Revoke an API token")
    @APIResponse(
            responseCode = "200",
            description = "Revoked",
            content = @Content(schema = @Schema(implementation = TokenView.class)))
    public Response revoke(@PathParam("id") long id) {
        return respond(tokens.revoke(id, actor()), token -> ok(TokenView.of(token, null)));
    }

    private <T> Response created(Result<T> result, Function<T, Object> view) {
        return respond(
                result,
                value -> Response.status(Response.Status.CREATED)
                        .entity(view.apply(value))
                        .header(HttpHeaders.CACHE_CONTROL, "no-store")
                        .build());
    }

    private <T> Response respond(Result<T> result, Function<T, Response> success) {
        return switch (result) {
            case Result.Done<T>(T value) -> success.apply(value);
            case Result.Rejected<T>(String code, List<Text> reasons) ->
                problem(code, reasons)
                        .response(Languages.of(headers), uri.getRequestUri().getPath());
        };
    }

    private static Problem problem(String code, List<Text> reasons) {
        return switch (code) {
            case "no-such-person", "no-such-token" ->
                Problem.of(404, code, Message.of("api.people.not-found.title"), reasons.getFirst());
            case "name-taken" -> Problem.of(409, code, Message.of("api.people.conflict.title"), reasons.getFirst());
            default ->
                Problem.badInput(reasons.stream()
                        .map(reason ->
                                new InputFault("invalid-value", "", null, Message.of("api.people.expected"), reason))
                        .toList());
        };
    }

    private static Response ok(Object entity) {
        return Response.ok(entity).header(HttpHeaders.CACHE_CONTROL, "no-store").build();
    }

    private String actor() {
        return security.getUserPrincipal().getName();
    }

    private static String orEmpty(@Nullable String text) {
        return text == null ? "" : text;
    }

    private static List<String> orEmpty(@Nullable List<String> list) {
        return list == null ? List.of() : list;
    }
}
