package io.tenure.api;

import io.quarkus.runtime.annotations.RegisterForReflection;
import io.quarkus.vertx.http.Uncompressed;
import io.tenure.finding.Checked;
import io.tenure.http.Problem;
import io.tenure.http.ProblemView;
import io.tenure.http.RequestContext;
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
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.DELETE;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Content;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.RequestBody;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;
import org.jspecify.annotations.Nullable;

/// Accounts of people and API tokens of programs.
@Path("/api/v1")
@Tag(name = "People")
@RolesAllowed(Roles.OPERATOR)
@Produces(MediaType.APPLICATION_JSON)
public class PeopleResource {
    private final Accounts accounts;
    private final TokenIssuer tokens;

    PeopleResource(Accounts accounts, TokenIssuer tokens) {
        this.accounts = accounts;
        this.tokens = tokens;
    }

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
    public Response people(@BeanParam RequestContext request) {
        return confidential(
                request,
                new PeopleView(
                        accounts.all().stream().map(p -> PersonView.of(p, null)).toList()));
    }

    @POST
    @Uncompressed
    @Path("/people")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "addPerson",
            summary = "Add an account",
            description = "Without a password one is generated and returned once.")
    @RequestBody(
            required = true,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = NewPerson.class)))
    @APIResponse(
            responseCode = "201",
            description = "Added",
            content = @Content(schema = @Schema(implementation = PersonView.class)))
    @APIResponse(
            responseCode = "400",
            description = "The request has faults; all of them are listed",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response add(byte[] body, @BeanParam RequestContext request) {
        return switch (NewPerson.read(body)) {
            case Checked.Invalid(List<InputFault> faults) -> request.problem(Problem.badInput(faults));
            case Checked.Valid(NewPerson person, var _) ->
                created(
                        request,
                        accounts.add(person.name(), person.roles(), person.password(), request.userName()),
                        added -> PersonView.of(added.person(), added.password()));
        };
    }

    @POST
    @Path("/people/{name}/disable")
    @Operation(operationId = "disablePerson", summary = "Disable an account until it gets a new password")
    @APIResponse(
            responseCode = "200",
            description = "Disabled",
            content = @Content(schema = @Schema(implementation = PersonView.class)))
    public Response disable(@PathParam("name") String name, @BeanParam RequestContext request) {
        return respond(
                request,
                accounts.disable(name, request.userName()),
                person -> confidential(request, PersonView.of(person, null)));
    }

    @POST
    @Uncompressed
    @Path("/people/{name}/password")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(
            operationId = "changePassword",
            summary = "Set the password of an account, and enable it if it was disabled",
            description = "Without a password one is generated and returned once.")
    @RequestBody(
            required = false,
            content =
                    @Content(
                            mediaType = MediaType.APPLICATION_JSON,
                            schema = @Schema(implementation = NewPassword.class)))
    @APIResponse(
            responseCode = "200",
            description = "Changed",
            content = @Content(schema = @Schema(implementation = PersonView.class)))
    @APIResponse(
            responseCode = "400",
            description = "The request has faults; all of them are listed",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response password(@PathParam("name") String name, byte[] body, @BeanParam RequestContext request) {
        return switch (NewPassword.read(body)) {
            case Checked.Invalid(List<InputFault> faults) -> request.problem(Problem.badInput(faults));
            case Checked.Valid(NewPassword chosen, var _) ->
                respond(
                        request,
                        accounts.changePassword(name, chosen.password(), request.userName()),
                        changed -> confidential(request, PersonView.of(changed.person(), changed.password())));
        };
    }

    @GET
    @Path("/tokens")
    @Operation(operationId = "apiTokens", summary = "The API tokens of programs, expired and revoked ones included")
    @APIResponse(
            responseCode = "200",
            description = "The tokens, by name",
            content = @Content(schema = @Schema(implementation = TokensView.class)))
    public Response tokens(@BeanParam RequestContext request) {
        return confidential(
                request,
                new TokensView(
                        tokens.all().stream().map(t -> TokenView.of(t, null)).toList()));
    }

    @POST
    @Uncompressed
    @Path("/tokens")
    @Consumes(MediaType.APPLICATION_JSON)
    @Operation(operationId = "createApiToken", summary = "Create an API token, which is returned once")
    @RequestBody(
            required = true,
            content =
                    @Content(mediaType = MediaType.APPLICATION_JSON, schema = @Schema(implementation = NewToken.class)))
    @APIResponse(
            responseCode = "201",
            description = "Created",
            content = @Content(schema = @Schema(implementation = TokenView.class)))
    @APIResponse(
            responseCode = "400",
            description = "The request has faults; all of them are listed",
            content = @Content(mediaType = Problem.JSON, schema = @Schema(implementation = ProblemView.class)))
    public Response create(byte[] body, @BeanParam RequestContext request) {
        return switch (NewToken.read(body)) {
            case Checked.Invalid(List<InputFault> faults) -> request.problem(Problem.badInput(faults));
            case Checked.Valid(NewToken token, var _) ->
                created(
                        request,
                        tokens.issue(token.name(), token.roles(), token.days(), request.userName()),
                        issued -> TokenView.of(issued.token(), issued.secret()));
        };
    }

    @DELETE
    @Path("/tokens/{id}")
    @Operation(operationId = "revokeApiToken", summary = "Revoke an API token")
    @APIResponse(
            responseCode = "200",
            description = "Revoked",
            content = @Content(schema = @Schema(implementation = TokenView.class)))
    public Response revoke(@PathParam("id") long id, @BeanParam RequestContext request) {
        return respond(
                request,
                tokens.revoke(id, request.userName()),
                token -> confidential(request, TokenView.of(token, null)));
    }

    private static <T> Response created(RequestContext request, Result<T> result, Function<T, Object> view) {
        return respond(
                request,
                result,
                value -> request.confidential(
                        Response.status(Response.Status.CREATED)
                                .entity(view.apply(value))
                                .type(MediaType.APPLICATION_JSON_TYPE),
                        request.locale()));
    }

    private static <T> Response respond(RequestContext request, Result<T> result, Function<T, Response> success) {
        return switch (result) {
            case Result.Done<T>(T value) -> success.apply(value);
            case Result.Invalid<T>(List<InputFault> faults) -> request.problem(Problem.badInput(faults));
            case Result.Rejected<T>(String code, Text reason) ->
                request.problem(
                        code.equals("name-taken")
                                ? Problem.of(409, code, Message.of("api.people.conflict.title"), reason)
                                : Problem.of(404, code, Message.of("api.people.not-found.title"), reason));
        };
    }

    private static Response confidential(RequestContext request, Object entity) {
        return request.confidential(entity, MediaType.APPLICATION_JSON);
    }
}
