package io.tenure.workbench;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.tenure.bundle.DrlSections;
import io.tenure.bundle.RuleSource;
import io.tenure.engine.Engine;
import io.tenure.finding.Address;
import io.tenure.finding.Checked;
import io.tenure.finding.Finding;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Problem;
import io.tenure.http.Roles;
import io.tenure.text.Message;
import io.tenure.text.Text;
import io.tenure.workbench.RuleFilePage.RuleAnchor;
import io.tenure.workbench.RuleFilePage.SourceLine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jboss.resteasy.reactive.RestForm;
import org.jspecify.annotations.Nullable;

/// The pages of the files of code. A rule engineer changes a file into a draft.
@Path("/rule-files/{file}")
@RolesAllowed(Roles.VIEWER)
@Produces(PageRequest.HTML)
public class RuleFileResource {
    private static final String FOLDER = "rules/";
    private static final String SAVED = "saved";

    /// Below what a form may hold.
    private static final int MAX_BYTES = 19_000;

    /// Names that a file may be given here.
    private static final Pattern NEW_FILE = Pattern.compile("[a-z0-9][a-z0-9-]{0,59}\\.drl");

    /// What a new file begins with: a rule that can be compiled, to be changed.
    private static final String FIRST_RULE = """
            package tenure.rules;

            import io.tenure.lifecycle.Candidate;

            // An action that is proposed to a customer: exclude it, and say why in both languages.
            rule "X1 what it is for"
                agenda-group "eligibility"
            when
                $k : Candidate(action == "CROSS_SELL", customer.openComplaints > 2)
            then
                $k.exclude("X1", "three complaints are open", "有三项未解决的投诉");
            end
            """;

    private static final Pattern PACKAGE = Pattern.compile("(?m)^\\s*package\\s+([\\w.]+)");

    private final RuleVersions versions;
    private final RowHits rowHits;
    private final DraftEdits edits;

    RuleFileResource(RuleVersions versions, RowHits rowHits, DraftEdits edits) {
        this.versions = versions;
        this.rowHits = rowHits;
        this.edits = edits;
    }

    /// A file in a version, for one request.
    ///
    /// @param isNew whether the version doesn't have it yet
    private record Shown(Page page, RuleVersion version, RuleSource source, boolean isNew) {
        @Nullable
        Text whyNotChanged() {
            if (!page.may(Roles.RULE_ENGINEER)) {
                return Message.of("workbench.code.no-role");
            }
            if (!Engine.canCompileCode()) {
                return Message.of("workbench.code.native");
            }
            if (!version.isOpen()) {
                Integer own = version.ownDraft();
                return own == null
                        ? Message.of("workbench.code.published")
                        : Message.of("workbench.row.see-own", "draft", own);
            }
            return source.drl().getBytes(UTF_8).length > MAX_BYTES
                    ? Message.of("workbench.code.too-long", "bytes", MAX_BYTES)
                    : null;
        }
    }

    /// @param begun name of a new file, which leads to its page; null for the page of a file
    @GET
    public Response file(
            @PathParam("file") String file,
            @QueryParam("begin") @Nullable String begun,
            @QueryParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @QueryParam("hits") boolean count,
            @QueryParam("edit") boolean edit,
            @QueryParam(SAVED) boolean saved,
            @BeanParam PageRequest request) {
        if (begun != null) {
            return request.goTo(RuleAddresses.file(begun.strip().replaceFirst("\\.drl$", "") + ".drl") + "?"
                    + RuleVersion.PARAMETER + "=" + PageAddress.encode(FormValues.text(wanted)) + "&edit=true");
        }
        Page page = page(file, request);
        return request.answer(
                versions.find(wanted, page).then(version -> shown(file, page, version, edit)),
                shown -> request.html(page(
                        shown,
                        edit && shown.whyNotChanged() == null ? shown.source.drl() : null,
                        null,
                        saved,
                        rowHits.counts(count))));
    }

    @POST
    @CheckedForm
    @RolesAllowed(Roles.RULE_ENGINEER)
    @Consumes(MediaType.MULTIPART_FORM_DATA)
    public Response save(
            @PathParam("file") String file,
            @RestForm(RuleVersion.PARAMETER) @Nullable String wanted,
            @RestForm("stamp") @Nullable String stamp,
            @RestForm("source") @Nullable String source,
            @BeanParam PageRequest request) {
        Page page = page(file, request);
        return request.answer(
                versions.forChange(wanted, stamp, page),
                changeable -> request.answer(
                        shown(file, page, changeable.version(), true),
                        shown -> save(shown, changeable.isStale(), source == null ? "" : source, request)));
    }

    private Response save(Shown shown, boolean isStale, String typed, PageRequest request) {
        String source = typed.replace("\r\n", "\n");
        Text why = isStale ? Message.of("workbench.row.stale") : shown.whyNotChanged();
        if (why != null) {
            return request.html(409, page(shown, source, why, false, null));
        }
        String address = RuleAddresses.file(shown.source.file());
        if (source.equals(shown.source.drl()) && !shown.isNew) {
            return request.goTo(address + shown.version.query());
        }
        return switch (edits.store(
                shown.version,
                shown.source.file(),
                source.getBytes(UTF_8),
                Message.of("workbench.code.comment", "file", RuleAddresses.fileName(shown.source.file())),
                request)) {
            case DraftEdits.Result.Saved(var draft) ->
                request.goTo(address + "?" + RuleVersion.PARAMETER + "=" + draft.id() + "&" + SAVED + "=true");
            case DraftEdits.Result.Refused(Text reason) -> request.html(409, page(shown, source, reason, false, null));
            case DraftEdits.Result.Invalid(List<Finding> findings) ->
                request.html(422, page(shown, source, findings.getFirst().message(), false, null));
        };
    }

    private static Page page(String file, PageRequest request) {
        return request.page(Text.same(file), Page.RULES);
    }

    /// @param mayBeNew whether a file that isn't there may be begun
    private static Checked<Shown, Problem> shown(String file, Page page, RuleVersion version, boolean mayBeNew) {
        String path = FOLDER + file;
        byte[] content = version.bundle().files().get(path);
        if (content == null
                && mayBeNew
                && page.may(Roles.RULE_ENGINEER)
                && NEW_FILE.matcher(file).matches()) {
            return Checked.valid(new Shown(page, version, new RuleSource(path, "", FIRST_RULE), true));
        }
        Optional<RuleSource> source = content == null ? Optional.empty() : RuleSource.ofFile(path, content);
        return source.isEmpty() || !file.endsWith(".drl")
                ? new Checked.Invalid<>(List.of(ExceptionProblems.ofStatus(404)))
                : Checked.valid(new Shown(page, version, source.get(), false));
    }

    /// @param typed the text to change; null where it is only shown
    private static RuleFilePage page(
            Shown shown, @Nullable String typed, @Nullable Text fault, boolean saved, RowHits.@Nullable Counts counts) {
        Page page = shown.page;
        RuleSource source = shown.source;
        Matcher found = PACKAGE.matcher(source.drl());
        String name = found.find() ? found.group(1) : "";
        Text why = shown.whyNotChanged();
        return new RuleFilePage(
                page,
                RuleAddresses.file(source.file()),
                ShownVersion.of(shown.version, page),
                DrlSections.rules(source.drl()).stream()
                        .map(rule -> new RuleAnchor(
                                rule.name(),
                                line(source.drl(), rule.start()),
                                counts == null ? 0 : counts.of(name, rule.name())))
                        .toList(),
                counts == null ? null : new TablePage.HitCount(counts.customers(), PageTimes.minute(counts.at())),
                ShownFinding.of(findings(shown, 0), page.locale()),
                lines(shown),
                typed,
                why == null ? null : why.in(page.locale()),
                fault == null ? null : fault.in(page.locale()),
                saved);
    }

    private static List<SourceLine> lines(Shown shown) {
        List<SourceLine> lines = new ArrayList<>();
        for (String line : shown.source.drl().lines().toList()) {
            int number = lines.size() + 1;
            lines.add(new SourceLine(number, line, ShownFinding.of(findings(shown, number), shown.page.locale())));
        }
        return lines;
    }

    /// @param line 0 for the file as a whole
    private static List<Finding> findings(Shown shown, int line) {
        return shown.version.findingsAt(new Address(shown.source.file(), "", line, 0));
    }

    private static int line(String text, int at) {
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }
}
