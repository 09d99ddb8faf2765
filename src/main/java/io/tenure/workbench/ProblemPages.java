package io.tenure.workbench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.quarkus.qute.TemplateInstance;
import io.tenure.http.Languages;
import io.tenure.http.Problem;
import io.tenure.people.ProviderSignIn;
import io.tenure.people.Secrets;
import io.tenure.people.Sessions;
import io.tenure.text.Message;
import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.core.Cookie;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.NewCookie;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jboss.resteasy.reactive.server.ServerResponseFilter;

/// Shows the problems of pages as pages: to those who aren't signed in the form to sign in, at the address they asked
/// for.
public class ProblemPages {
    private static final ObjectMapper MAPPER = new ObjectMapper();
    private static final int UNAUTHENTICATED = 401;
    private static final String API_PATH = "/api/";

    private final ProviderSignIn provider;

    ProblemPages(ProviderSignIn provider) {
        this.provider = provider;
    }

    @ServerResponseFilter
    public void show(ContainerRequestContext request, ContainerResponseContext response, RoutingContext context) {
        String path = request.getUriInfo().getRequestUri().getRawPath();
        if (path.startsWith(API_PATH)
                || response.getMediaType() == null
                || !response.getMediaType().isCompatible(MediaType.valueOf(Problem.JSON))
                || !isBrowser(request)) {
            return;
        }
        Locale locale = Languages.of(context.request());
        TemplateInstance page;
        if (response.getStatus() == UNAUTHENTICATED) {
            Cookie form = request.getCookies().get(FormToken.COOKIE);
            String secret = form == null ? Secrets.secret() : form.getValue();
            boolean reading = request.getMethod().equals("GET");
            page = SignInPage.of(locale, secret, "", null, reading ? path : "/", provider.host());
            response.getHeaders().remove(HttpHeaders.WWW_AUTHENTICATE);
            add(response, PageCookies.of(FormToken.COOKIE, secret, PageCookies.FORM_LIFETIME, context));
            add(response, PageCookies.of(Sessions.COOKIE, "", Duration.ZERO, context));
        } else {
            page = page(request, response, path, locale);
        }
        response.setEntity(
                page.setAttribute(PageTexts.LOCALE, locale).render(), null, MediaType.valueOf(PageRequest.HTML));
    }

    private static boolean isBrowser(ContainerRequestContext request) {
        String accept = request.getHeaderString(HttpHeaders.ACCEPT);
        return accept != null && accept.contains("text/html");
    }

    private static TemplateInstance page(
            ContainerRequestContext request, ContainerResponseContext response, String path, Locale locale) {
        JsonNode problem = json((byte[]) response.getEntity());
        // Of the API the paths are described elsewhere.
        boolean noPage = problem.path("type").asText().equals(Problem.TYPE_PREFIX + "not-found");
        List<String> faults = new ArrayList<>();
        problem.path("faults").forEach(fault -> faults.add(fault.path("message").asText()));
        Cookie session = request.getCookies().get(Sessions.COOKIE);
        Page around = Page.of(
                noPage
                        ? Message.of("workbench.not-found.title").in(locale)
                        : problem.path("title").asText(),
                "",
                request.getSecurityContext(),
                locale,
                session == null ? null : session.getValue(),
                path);
        return new ProblemPage(
                around,
                response.getStatus(),
                noPage
                        ? Message.of("workbench.not-found.detail").in(locale)
                        : problem.path("detail").asText(),
                faults);
    }

    private static void add(ContainerResponseContext response, NewCookie cookie) {
        response.getHeaders().add(HttpHeaders.SET_COOKIE, cookie);
    }

    private static JsonNode json(byte[] problem) {
        try {
            return MAPPER.readTree(problem);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
