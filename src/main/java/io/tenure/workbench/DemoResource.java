package io.tenure.workbench;

import io.quarkus.security.Authenticated;
import io.tenure.demo.Demonstration;
import io.tenure.http.ExceptionProblems;
import io.tenure.http.Problem;
import io.tenure.release.ActiveRuleset;
import io.tenure.text.Message;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.Consumes;
import jakarta.ws.rs.FormParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import org.jspecify.annotations.Nullable;

/// Fills an empty instance with customers that were made up, for whoever has an account. Elsewhere than in a
/// demonstration there is no such page.
@Path("/demo")
@Authenticated
@Produces(PageRequest.HTML)
class DemoResource {
    private final DemoJob demo;
    private final ActiveRuleset active;

    DemoResource(DemoJob demo, ActiveRuleset active) {
        this.demo = demo;
        this.active = active;
    }

    @GET
    public Response show(@BeanParam PageRequest request) {
        if (!demo.isEnabled()) {
            return request.problem(ExceptionProblems.ofStatus(404));
        }
        PageJob<Integer> job = demo.latest();
        return request.html(new DemoPage(
                request.page(Message.of("workbench.demo.title"), "customer"),
                demo.isOffered(),
                Demonstration.CUSTOMERS,
                job == null ? null : job.state(),
                job == null ? null : job.result()));
    }

    @POST
    @CheckedForm
    @Consumes(MediaType.APPLICATION_FORM_URLENCODED)
    public Response begin(@FormParam("customers") @Nullable String customers, @BeanParam PageRequest request) {
        if (!demo.isEnabled()) {
            return request.problem(ExceptionProblems.ofStatus(404));
        }
        int wanted = Math.clamp(FormValues.version(customers), 1, Demonstration.CUSTOMERS);
        return active.current()
                .map(release -> {
                    demo.begin(wanted, release.ruleset().ruleset(), request.userName(), request.locale());
                    return request.goTo("/demo");
                })
                .orElseGet(() -> request.problem(Problem.noRuleset()));
    }
}
