package io.tenure.workbench;

import io.tenure.bundle.DrlSections;
import io.tenure.bundle.RuleSource;
import io.tenure.finding.Address;
import io.tenure.finding.Finding;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Roles;
import io.tenure.text.Text;
import io.tenure.workbench.RuleFilePage.RuleAnchor;
import io.tenure.workbench.RuleFilePage.SourceLine;
import jakarta.annotation.security.RolesAllowed;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Response;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The pages of the files of code.
@Path("/rule-files/{file}")
@RolesAllowed(Roles.VIEWER)
@Produces(PageRequest.HTML)
public class RuleFileResource {
    private static final String FOLDER = "rules/";

    private final RuleVersions versions;

    RuleFileResource(RuleVersions versions) {
        this.versions = versions;
    }

    @GET
    public Response file(
            @PathParam("file") String file,
            @QueryParam(RuleVersion.PARAMETER) @Nullable String wanted,
            @BeanParam PageRequest request) {
        Page page = request.page(Text.same(file), Page.RULES);
        return request.answer(versions.find(wanted, page), version -> {
            String path = FOLDER + file;
            byte[] content = version.bundle().files().get(path);
            Optional<RuleSource> source = content == null ? Optional.empty() : RuleSource.ofFile(path, content);
            return source.isEmpty() || !file.endsWith(".drl")
                    ? request.problem(ExceptionProblems.ofStatus(404))
                    : request.html(page(page, version, source.get()));
        });
    }

    private static RuleFilePage page(Page page, RuleVersion version, RuleSource source) {
        List<SourceLine> lines = new ArrayList<>();
        for (String line : source.drl().lines().toList()) {
            int number = lines.size() + 1;
            List<Finding> findings = version.findingsAt(new Address(source.file(), "", number, 0));
            lines.add(new SourceLine(number, line, ShownFinding.of(findings, page.locale())));
        }
        return new RuleFilePage(
                page,
                ShownVersion.of(version, page),
                DrlSections.rules(source.drl()).stream()
                        .map(rule -> new RuleAnchor(rule.name(), line(source.drl(), rule.start())))
                        .toList(),
                lines);
    }

    private static int line(String text, int at) {
        return 1 + (int) text.substring(0, at).chars().filter(c -> c == '\n').count();
    }
}
