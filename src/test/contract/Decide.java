import client.ApiClient;
import client.ApiException;
import client.api.DecisionsApi;
import client.api.StoredDecisionsApi;
import client.model.Customer;
import client.model.Decision;
import client.model.Facts;
import client.model.FeedbackRequest;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.Base64;

/// A client of the API that is generated from its description: decides a customer, reads the decision back, reports
/// feedback, and meets a problem. Arguments: the service's address, a name, a password. Prints what it was answered.
public final class Decide {
    private Decide() {}

    public static void main(String... args) throws ApiException {
        String credentials = Base64.getEncoder().encodeToString((args[1] + ":" + args[2]).getBytes());
        ApiClient client = new ApiClient();
        client.updateBaseUri(args[0]);
        client.setRequestInterceptor(request -> request.header("Authorization", "Basic " + credentials));
        Customer customer = new Customer()
                .customerId("java-client")
                .asOf(LocalDate.of(2026, 6, 30))
                .facts(new Facts()
                        .relationshipType(Facts.RelationshipTypeEnum.NON_CONTRACTUAL)
                        .purchaseCount(0));
        DecisionsApi decisions = new DecisionsApi(client);
        Decision decision = decisions.decide(customer, null);
        Decision stored = new StoredDecisionsApi(client)
                .storedDecision(decision.getDecisionId().toString(), null);
        var feedback = decisions.recordFeedback(
                decision.getDecisionId(),
                new FeedbackRequest().type(FeedbackRequest.TypeEnum.PURCHASED).amount(new BigDecimal("12.5")));
        String problem = "";
        try {
            decisions.decide(customer.customerId("."), null);
        } catch (ApiException e) {
            problem = String.valueOf(e.getCode());
        }
        System.out.println(decision.getOutcomes().getStage() + " "
                + decision.getNextBestActions().getFirst().getRank() + " "
                + stored.getOutcomes().getStage() + " " + feedback.getType() + " " + problem);
    }
}
