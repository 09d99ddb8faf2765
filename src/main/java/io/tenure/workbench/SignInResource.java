package io.tenure.workbench;

import io.tenure.http.Languages;
import io.tenure.people.ProviderSignIn;
import io.tenure.people.Secrets;
import io.tenure.people.Sessions;
import io.tenure.people.Sessions.SignInResult;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.vertx.ext.web.RoutingContext;
import jakarta.annotation.security.PermitAll;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.NotFoundException;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.time.Duration;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Signing in and out, and the choice of the language.
@Path("")
@PermitAll
@Produces(PageRequest.HTML)
public class SignInResource {
    private static final Duration LANGUAGE_LIFETIME = Duration.ofDays(365);

    private final Sessions sessions;
    private final ProviderSignIn provider;

    SignInResource(Sessions sessions, ProviderSignIn provider) {
        this.sessions = sessions;
        this.provider = provider;
    }

    @GET
    @Path("/sign-in")
    public Response form(@BeanParam PageRequest request, RoutingContext context) {
        return request.session == null ? form(request, context, 200, "", null, "/") : request.goTo("/");
    }

    @POST
    @CheckedForm
    @Path("/sign-in")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response signIn(
            @FormParam("name") @Nullable String name,
            @FormParam("password") @Nullable String password,
            @FormParam("next") @Nullable String next,
            @BeanParam PageRequest request,
            RoutingContext context) {
        String goal = OwnPath.of(next);
        if (name == null || name.isBlank() || password == null || password.isEmpty()) {
            return form(request, context, 400, name == null ? "" : name, Message.of("workbench.sign-in.empty"), goal);
        }
        return switch (sessions.signIn(name.strip(), password, context)) {
            case SignInResult.SignedIn(String secret, Duration lifetime) ->
                Response.fromResponse(request.goTo(goal))
                        .cookie(PageCookies.of(Sessions.COOKIE, secret, lifetime, context))
                        .build();
            case SignInResult.WrongPassword() ->
                form(request, context, 401, name, Message.of("workbench.sign-in.wrong"), goal);
            case SignInResult.TooManyAttempts(Duration wait) ->
                form(
                        request,
                        context,
                        429,
                        name,
                        Message.of("workbench.sign-in.wait", "seconds", wait.toSeconds() + 1),
                        goal);
        };
    }

    /// @param name as it was tried before; empty at first
    /// @param fault why it failed before; null at first
    private Response form(
            PageRequest request, RoutingContext context, int status, String name, @Nullable Text fault, String next) {
        String secret = request.form == null ? Secrets.secret() : request.form;
        return Response.fromResponse(request.html(
                        status, SignInPage.of(request.locale(), secret, name, fault, next, provider.host())))
                .cookie(PageCookies.of(FormToken.COOKIE, secret, PageCookies.FORM_LIFETIME, context))
                .build();
    }

    /// Here the security extension sends people to the identity provider, and the provider sends them back.
    @GET
    @Path(SignInPage.PROVIDER_PATH)
    public Response provider(
            @QueryParam("next") @Nullable String next, @BeanParam PageRequest request, RoutingContext context) {
        if (provider.host().isEmpty()) {
            throw new NotFoundException();
        }
        String goal = OwnPath.of(next);
        return provider.signIn()
                .map(signedIn -> {
                    Page page = Page.unsigned(Message.of("workbench.signed-in.title"), request.locale(), "", goal);
                    return Response.fromResponse(request.html(new SignedInPage(page, goal)))
                            .cookie(PageCookies.of(Sessions.COOKIE, signedIn.secret(), signedIn.lifetime(), context))
                            .build();
                })
                .orElseGet(() -> form(request, context, 401, "", Message.of("workbench.sign-in.unknown-token"), goal));
    }

    /// What the provider tells besides: section 4.1.2.1 of RFC 6749, `iss` of RFC 9207, `session_state` of OpenID
    /// Connect
    /// Session Management.
    public static class Refusal {
        @QueryParam("error")
        @Nullable
        String error;

        @QueryParam("error_description")
        @Nullable
        String description;

        @QueryParam("error_uri")
        @Nullable
        String address;

        @QueryParam("state")
        @Nullable
        String state;

        @QueryParam("iss")
        @Nullable
        String issuer;

        @QueryParam("session_state")
        @Nullable
        String session;
    }

    /// Where the provider said no, or the person did there.
    @GET
    @Path("/sign-in/refused")
    public Response refused(
            @QueryParam("next") @Nullable String next,
            @BeanParam Refusal refusal,
            @BeanParam PageRequest request,
            RoutingContext context) {
        return form(request, context, 401, "", Message.of("workbench.sign-in.refused"), OwnPath.of(next));
    }

    @POST
    @CheckedForm
    @Path("/sign-out")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response signOut(@BeanParam PageRequest request, RoutingContext context) {
        Optional<String> atProvider = request.session == null ? Optional.empty() : sessions.signOut(request.session);
        Response answer = atProvider
                .map(address -> request.html(new SignedOutPage(
                        Page.unsigned(Message.of("workbench.signed-out.title"), request.locale(), "", "/"),
                        address,
                        provider.host().orElse(""))))
                .orElseGet(() -> request.goTo("/sign-in"));
        return Response.fromResponse(answer)
                .cookie(PageCookies.of(Sessions.COOKIE, "", Duration.ZERO, context))
                .build();
    }

    @POST
    @CheckedForm
    @Path("/language")
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response language(
            @FormParam("language") @Nullable String language,
            @FormParam("next") @Nullable String next,
            @BeanParam PageRequest request,
            RoutingContext context) {
        String chosen = "zh".equals(language) ? "zh" : "en";
        return Response.fromResponse(request.goTo(OwnPath.of(next)))
                .cookie(PageCookies.of(Languages.COOKIE, chosen, LANGUAGE_LIFETIME, context))
                .build();
    }
}
