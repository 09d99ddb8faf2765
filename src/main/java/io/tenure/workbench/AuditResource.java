package io.tenure.workbench;

import io.tenure.api.authoring.AuditVerificationView;
import io.tenure.http.Roles;
import io.tenure.storage.Audit;
import io.tenure.storage.AuditChain;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbench.AuditPage.OperationChoice;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.DefaultValue;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.core.UriBuilder;
import java.time.Instant;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Searches the audit log by who, what and when, and verifies it.
@Path("/audit")
@RolesAllowed({Roles.OPERATOR, Roles.APPROVER})
@Produces(PageRequest.HTML)
class AuditResource {
    private static final int ENTRIES = 100;
    private static final String MOMENT = "\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d(:\\d\\d)?";
    private static final String HASH = "[0-9a-fA-F]{64}";

    private final Audit audit;
    private final AuditChain chain;

    AuditResource(Audit audit, AuditChain chain) {
        this.audit = audit;
        this.chain = chain;
    }

    @GET
    public Response search(
            @QueryParam("actor") @DefaultValue("") String actor,
            @QueryParam("operation") @DefaultValue("") String operation,
            @QueryParam("from") @DefaultValue("") String from,
            @QueryParam("until") @DefaultValue("") String until,
            @QueryParam("rejected") @Nullable String rejected,
            @QueryParam("before") @DefaultValue("9223372036854775807") long before,
            @BeanParam PageRequest request) {
        Optional<Text> fault = fault(from).or(() -> fault(until));
        Audit.Search search =
                new Audit.Search(text(actor), text(operation), moment(from), moment(until), rejected != null);
        List<Audit.Entry> found = fault.isPresent() ? List.of() : audit.find(search, ENTRIES, before);
        return page(
                form(actor, operation, from, until, rejected != null, "", request.locale()),
                fault.orElse(null),
                found,
                found.size() < ENTRIES
                        ? null
                        : earlier(
                                actor,
                                operation,
                                from,
                                until,
                                rejected,
                                found.getLast().id()),
                null,
                request);
    }

    /// Computes every hash anew.
    @GET
    @Path("/verification")
    public Response verify(@QueryParam("head") @DefaultValue("") String head, @BeanParam PageRequest request) {
        Locale locale = request.locale();
        String wanted = head.strip();
        boolean isHash = wanted.isEmpty() || wanted.matches(HASH);
        String compared = isHash && !wanted.isEmpty() ? wanted.toLowerCase(Locale.ROOT) : null;
        return page(
                form("", "", "", "", false, wanted, locale),
                isHash ? null : Message.of("api.audit.head.message", "head", wanted),
                audit.latest(ENTRIES, Long.MAX_VALUE),
                null,
                isHash ? AuditVerificationView.of(chain.verify(compared), compared, locale) : null,
                request);
    }

    private static Response page(
            AuditPage.Form form,
            @Nullable Text fault,
            List<Audit.Entry> entries,
            @Nullable String earlier,
            @Nullable AuditVerificationView verification,
            PageRequest request) {
        Locale locale = request.locale();
        return request.html(
                fault == null ? 200 : 400,
                new AuditPage(
                        request.page(Message.of("workbench.audit.title"), "audit"),
                        form,
                        fault == null ? null : fault.in(locale),
                        entries.stream().map(entry -> entry(entry, locale)).toList(),
                        earlier,
                        verification));
    }

    private static AuditPage.Form form(
            String actor, String operation, String from, String until, boolean rejected, String head, Locale locale) {
        return new AuditPage.Form(
                actor,
                OperationLabels.OPERATIONS.stream()
                        .map(code -> new OperationChoice(
                                code, OperationLabels.of(code).in(locale), code.equals(operation)))
                        .toList(),
                from,
                until,
                rejected,
                head);
    }

    private static AuditPage.Entry entry(Audit.Entry entry, Locale locale) {
        return new AuditPage.Entry(
                entry.id(),
                PageTimes.second(entry.at()),
                entry.actor(),
                OperationLabels.of(entry.operation()).in(locale),
                entry.operation(),
                entry.subject(),
                entry.detail(),
                entry.succeeded(),
                entry.hash());
    }

    /// Null for none. Nobody and nothing has control characters in its name.
    private static @Nullable String text(String typed) {
        String text = typed.strip().replaceAll("\\p{Cntrl}", "");
        return text.isEmpty() ? null : text;
    }

    private static Optional<Text> fault(String moment) {
        return moment.isBlank() || moment(moment) != null
                ? Optional.empty()
                : Optional.of(Message.of("workbench.approval.moment.message", "from", moment));
    }

    private static @Nullable Instant moment(String typed) {
        return typed.strip().matches(MOMENT) ? FormValues.moment(typed).orElse(null) : null;
    }

    private static String earlier(
            String actor, String operation, String from, String until, @Nullable String rejected, long before) {
        UriBuilder query = UriBuilder.fromPath("/audit")
                .queryParam("actor", "{actor}")
                .queryParam("operation", "{operation}")
                .queryParam("from", "{from}")
                .queryParam("until", "{until}")
                .queryParam("before", before);
        if (rejected != null) {
            query.queryParam("rejected", "true");
        }
        return query.build(actor, operation, from, until).toString();
    }
}
