package io.tenure.http;

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

    private Roles() {}
}
