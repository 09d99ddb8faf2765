package io.tenure.workbench;

import io.tenure.api.proof.BacktestStatus;
import io.tenure.api.proof.BacktestView;
import io.tenure.api.proof.Backtests;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Problem;
import io.tenure.http.Roles;
import io.tenure.release.Draft;
import io.tenure.release.DraftWorkspace;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbench.BacktestsPage.Entry;
import jakarta.annotation.security.RolesAllowed;
import jakarta.enterprise.inject.Instance;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.MultivaluedHashMap;
import jakarta.ws.rs.core.MultivaluedMap;
import jakarta.ws.rs.core.Response;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.time.LocalDate;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.resteasy.reactive.RestForm;
import org.jboss.resteasy.reactive.multipart.FileUpload;
import org.jspecify.annotations.Nullable;

/// Backtests: what the rules would have decided on earlier days, against what customers did after them.
@Path("/results/backtests")
@RolesAllowed({Roles.AUTHOR, Roles.RULE_ENGINEER, Roles.APPROVER})
@Produces(PageRequest.HTML)
class BacktestsResource {
    private static final int PERCENT = 100;

    private final Instance<Backtests> backtests;
    private final DraftWorkspace drafts;
    private final long maxLogBytes;

    BacktestsResource(
            Instance<Backtests> backtests,
            DraftWorkspace drafts,
            @ConfigProperty(name = "tenure.backtest.max-log-bytes") long maxLogBytes) {
        this.backtests = backtests;
        this.drafts = drafts;
        this.maxLogBytes = maxLogBytes;
    }

    @GET
    @RolesAllowed({Roles.VIEWER, Roles.AUTHOR, Roles.RULE_ENGINEER, Roles.APPROVER})
    public Response backtests(@BeanParam PageRequest request) {
        return page(200, null, request);
    }

    /// Queues a backtest of a log.
    @POST
    @CheckedForm
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response start(
            @RestForm("log") @Nullable FileUpload log,
            @RestForm("cut") @Nullable String cut,
            @RestForm("horizon") @Nullable String horizon,
            @RestForm("draft") @Nullable String draft,
            @BeanParam PageRequest request) {
        if (!backtests.isResolvable()) {
            return page(501, null, request);
        }
        if (log == null || log.size() == 0) {
            return page(400, Message.of("workbench.backtests.no-log"), request);
        }
        if (log.size() > maxLogBytes) {
            return page(413, Message.of("workbench.backtests.too-large", "megabytes", maxLogBytes >> 20), request);
        }
        MultivaluedMap<String, String> parameters = new MultivaluedHashMap<>();
        Map.of("cut", FormValues.text(cut), "horizon", FormValues.text(horizon), "draft", FormValues.text(draft))
                .forEach((name, value) -> {
                    if (!value.isEmpty()) {
                        parameters.add(name, value);
                    }
                });
        return switch (backtests.get().start(parameters, content(log), request.userName(), request.locale())) {
            case Backtests.Rejected(Problem problem) -> request.problem(problem);
            case Backtests.Accepted(var _) -> request.goTo("/results/backtests");
        };
    }

    private static byte[] content(FileUpload log) {
        try {
            return Files.readAllBytes(log.uploadedFile());
        } catch (IOException lost) {
            throw new UncheckedIOException(lost);
        }
    }

    /// The report with its plots, one page that needs nothing else.
    @GET
    @Path("/{id}/report")
    public Response report(@PathParam("id") UUID id, @BeanParam PageRequest request) {
        return backtests.isResolvable()
                        && backtests.get().result(id, true, request.locale()).orElse(null)
                                instanceof Backtests.Finished(byte[] content)
                ? request.respond(Response.ok(content).type(PageRequest.HTML), request.locale())
                : request.problem(ExceptionProblems.ofStatus(404));
    }

    private Response page(int status, @Nullable Text notice, PageRequest request) {
        Page page = request.page(Message.of("workbench.backtests.title"), "results");
        boolean mayStart = page.mayEdit() || page.may(Roles.APPROVER);
        List<BacktestView> held =
                backtests.isResolvable() && mayStart ? backtests.get().all(request.locale()) : List.of();
        return request.html(
                status,
                new BacktestsPage(
                        page,
                        backtests.isResolvable(),
                        mayStart,
                        notice == null ? null : notice.in(request.locale()),
                        mayStart ? drafts.open().stream().map(Draft::id).toList() : List.of(),
                        held.stream().map(view -> entry(view, request.locale())).toList(),
                        held.stream()
                                .anyMatch(view -> view.status() == BacktestStatus.WAITING
                                        || view.status() == BacktestStatus.RUNNING)));
    }

    private static Entry entry(BacktestView view, Locale locale) {
        return new Entry(
                view.id().toString(),
                PageTimes.minute(view.createdAt()),
                view.createdBy(),
                view.release(),
                view.draft(),
                view.cuts().stream().map(LocalDate::toString).collect(Collectors.joining(", ")),
                view.horizonDays(),
                view.customers(),
                state(view.status()).in(locale),
                view.decisions() == 0 ? 0 : (int) (PERCENT * view.decided() / view.decisions()),
                view.status() == BacktestStatus.DONE ? "/results/backtests/" + view.id() + "/report" : "",
                view.failure() == null ? "" : view.failure());
    }

    private static Text state(BacktestStatus status) {
        return switch (status) {
            case WAITING -> Message.of("workbench.backtests.waiting");
            case RUNNING -> Message.of("workbench.backtests.running");
            case DONE -> Message.of("workbench.backtests.done");
            case FAILED -> Message.of("workbench.backtests.failed");
        };
    }
}
