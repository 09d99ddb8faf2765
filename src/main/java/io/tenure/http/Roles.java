package io.tenure.http;

import java.util.List;

/// The roles, by which endpoints are allowed.
public final class Roles {
    /// Requests decisions and reports feedback.
    public static final String CALLER = "caller";
    /// Reads rules, drafts, releases and stored decisions.
    public static final String VIEWER = "viewer";
    /// Changes typed tables in drafts.
    public static final String AUTHOR = "author";
    /// Changes DRL and free-form sheets too, which are code.
    public static final String RULE_ENGINEER = "rule-engineer";
    /// Publishes the drafts of others, and rolls back.
    public static final String APPROVER = "approver";
    /// Runs the service: metrics, audit, erasure, key rotation, rolling back.
    public static final String OPERATOR = "operator";

    /// All of them, in the order in which they are listed.
    public static final List<String> ALL = List.of(CALLER, VIEWER, AUTHOR, RULE_ENGINEER, APPROVER, OPERATOR);

    private Roles() {}
}
