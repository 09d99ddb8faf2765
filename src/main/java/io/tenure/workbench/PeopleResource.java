package io.tenure.workbench;

import io.quarkus.vertx.http.Uncompressed;
import io.tenure.http.Roles;
import io.tenure.input.InputFault;
import io.tenure.people.Accounts;
import io.tenure.people.Accounts.Result;
import io.tenure.people.ApiToken;
import io.tenure.people.Person;
import io.tenure.people.TokenIssuer;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbench.PeoplePage.PersonEntry;
import io.tenure.workbench.PeoplePage.RoleChoice;
import io.tenure.workbench.PeoplePage.TokenEntry;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The accounts of people and the API tokens of programs: adding, new passwords, disabling, revoking.
///
/// Pages with a password or a token are never compressed, since their length would tell of what they hold.
@Path("/people")
@RolesAllowed(Roles.OPERATOR)
@Produces(PageRequest.HTML)
class PeopleResource {
    private static final int DEFAULT_DAYS = 365;

    private final Accounts accounts;
    private final TokenIssuer tokens;
    private final Clock clock;

    PeopleResource(Accounts accounts, TokenIssuer tokens, Clock clock) {
        this.accounts = accounts;
        this.tokens = tokens;
        this.clock = clock;
    }

    /// What a page says beside the lists.
    private record Outcome(
            List<Text> faults,
            @Nullable Text done,
            @Nullable String secret) {
        static final Outcome NONE = new Outcome(List.of(), null, null);

        static Outcome done(Text what, @Nullable String secret) {
            return new Outcome(List.of(), what, secret);
        }

        static Outcome faults(List<Text> faults) {
            return new Outcome(faults, null, null);
        }
    }

    @GET
    public Response list(@BeanParam PageRequest request) {
        return page(200, "", List.of(), Outcome.NONE, request);
    }

    @POST
    @CheckedForm
    @Uncompressed
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response add(
            @FormParam("name") @Nullable String name,
            @FormParam("role") List<String> roles,
            @FormParam("kind") @Nullable String kind,
            @FormParam("days") @Nullable String days,
            @BeanParam PageRequest request) {
        String wanted = FormValues.text(name);
        String actor = request.userName();
        return "program".equals(kind)
                ? answer(
                        tokens.issue(wanted, roles, days(days), actor),
                        issued -> Outcome.done(
                                Message.of("workbench.people.token-created", "name", wanted), issued.secret()),
                        wanted,
                        roles,
                        request)
                : answer(
                        accounts.add(wanted, roles, null, actor),
                        added -> Outcome.done(Message.of("workbench.people.added", "name", wanted), added.password()),
                        wanted,
                        roles,
                        request);
    }

    @POST
    @CheckedForm
    @Uncompressed
    @Path("/{name}/password")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response password(@PathParam("name") String name, @BeanParam PageRequest request) {
        return answer(
                accounts.changePassword(name, null, request.userName()),
                changed -> Outcome.done(Message.of("workbench.people.new-password", "name", name), changed.password()),
                request);
    }

    @POST
    @CheckedForm
    @Path("/{name}/disable")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response disable(@PathParam("name") String name, @BeanParam PageRequest request) {
        return answer(
                accounts.disable(name, request.userName()),
                _ -> Outcome.done(Message.of("workbench.people.disabled-now", "name", name), null),
                request);
    }

    @POST
    @CheckedForm
    @Path("/tokens/{id}/revocation")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response revoke(@PathParam("id") long id, @BeanParam PageRequest request) {
        return answer(
                tokens.revoke(id, request.userName()),
                token -> Outcome.done(Message.of("workbench.people.token-revoked", "name", token.name()), null),
                request);
    }

    /// What can't be read is no number of days that is allowed.
    private static int days(@Nullable String typed) {
        String text = FormValues.text(typed);
        return text.isEmpty() ? DEFAULT_DAYS : text.matches("\\d{1,6}") ? Integer.parseInt(text) : 0;
    }

    private <T> Response answer(Result<T> result, Function<T, Outcome> done, PageRequest request) {
        return answer(result, done, "", List.of(), request);
    }

    private <T> Response answer(
            Result<T> result,
            Function<T, Outcome> done,
            String typedName,
            List<String> typedRoles,
            PageRequest request) {
        return switch (result) {
            case Result.Done<T>(T value) -> page(200, "", List.of(), done.apply(value), request);
            case Result.Invalid<T>(List<InputFault> faults) ->
                page(
                        400,
                        typedName,
                        typedRoles,
                        Outcome.faults(faults.stream().map(InputFault::message).toList()),
                        request);
            case Result.Rejected<T>(String code, Text reason) ->
                page(
                        code.equals("name-taken") ? 409 : 404,
                        typedName,
                        typedRoles,
                        Outcome.faults(List.of(reason)),
                        request);
        };
    }

    private Response page(int status, String typedName, List<String> typedRoles, Outcome outcome, PageRequest request) {
        Locale locale = request.locale();
        Page page = request.page(Message.of("workbench.people.title"), "people");
        Instant now = clock.instant();
        return request.html(
                status,
                new PeoplePage(
                        page,
                        accounts.all().stream()
                                .map(person -> entry(person, page))
                                .toList(),
                        tokens.all().stream()
                                .map(token -> entry(token, now, locale))
                                .toList(),
                        Roles.ALL.stream()
                                .map(role -> new RoleChoice(role, meaning(role).in(locale), typedRoles.contains(role)))
                                .toList(),
                        typedName,
                        outcome.faults.stream().map(fault -> fault.in(locale)).toList(),
                        outcome.done == null ? null : outcome.done.in(locale),
                        outcome.secret));
    }

    private static PersonEntry entry(Person person, Page page) {
        return new PersonEntry(
                person.name(),
                "/people/" + PageAddress.encode(person.name()),
                String.join(", ", person.roles()),
                PageTimes.minute(person.createdAt()),
                person.disabled(),
                person.name().equals(page.user()));
    }

    private static TokenEntry entry(ApiToken token, Instant now, Locale locale) {
        boolean isExpired = !token.expiresAt().isAfter(now);
        Text state = token.revokedAt() != null
                ? Message.of("workbench.people.revoked")
                : isExpired ? Message.of("workbench.people.expired") : Message.of("workbench.people.valid");
        return new TokenEntry(
                token.id(),
                token.name(),
                String.join(", ", token.roles()),
                token.createdBy(),
                PageTimes.minute(token.expiresAt()),
                state.in(locale),
                token.revokedAt() == null && !isExpired);
    }

    private static Text meaning(String role) {
        return switch (role) {
            case Roles.CALLER -> Message.of("workbench.role.caller");
            case Roles.VIEWER -> Message.of("workbench.role.viewer");
            case Roles.AUTHOR -> Message.of("workbench.role.author");
            case Roles.RULE_ENGINEER -> Message.of("workbench.role.rule-engineer");
            case Roles.APPROVER -> Message.of("workbench.role.approver");
            case Roles.OPERATOR -> Message.of("workbench.role.operator");
            default -> Text.same("");
        };
    }
}
