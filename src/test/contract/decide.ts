// A client of the API with types generated from its description: decides a customer, reads the decision back, reports
// feedback, and meets a problem. Arguments: the service's address, a name, a password. Prints what it was answered.
import createClient from "openapi-fetch";
import type { components, paths } from "./tenure.js";

declare const process: { argv: string[]; exitCode: number };

const [, , baseUrl = "", name = "", password = ""] = process.argv;
const api = createClient<paths>({
  baseUrl,
  headers: { Authorization: "Basic " + btoa(`${name}:${password}`) },
});

const customer: components["schemas"]["Customer"] = {
  customerId: "typescript-client",
  asOf: "2026-06-30",
  facts: { relationshipType: "NON_CONTRACTUAL", purchaseCount: 0 },
};
const decided = await api.POST("/api/v1/decisions", { body: customer });
if (decided.error) {
  throw new Error(decided.error.detail);
}
const stage: components["schemas"]["Stage"] | null = decided.data.outcomes.stage;
const best = decided.data.nextBestActions[0];

const id = decided.data.decisionId;
const stored = await api.GET("/api/v1/decisions/{id}", { params: { path: { id } } });
const feedback = await api.POST("/api/v1/decisions/{id}/feedback", {
  params: { path: { id } },
  body: { type: "PURCHASED", amount: 12.5 },
});

const refused = await api.POST("/api/v1/decisions", {
  body: { ...customer, asOf: "yesterday" },
});
console.log(
  JSON.stringify({
    stage,
    rank: best?.rank,
    storedStage: stored.data?.outcomes.stage,
    feedback: feedback.data?.type,
    problem: refused.error?.type,
    pointers: refused.error?.faults.map((fault) => fault.pointer),
  }),
);
