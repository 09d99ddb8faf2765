package io.tenure.workbench;

/// What the pages about one decision of a customer say above their content.
///
/// @param back address of the decision on the page of the customer
/// @param address of the pages about the decision
/// @param asOf day of the decision
record DecisionHead(String customerId, String back, String address, String asOf) {}
