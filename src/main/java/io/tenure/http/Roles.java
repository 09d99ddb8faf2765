package io.tenure.http;

/// What somebody may do.
public final class Roles {
    /// Decides customers.
    public static final String CALLER = "caller";
    /// Looks at rules, drafts and releases.
    public static final String VIEWER = "viewer";
    /// Changes typed tables, in drafts.
    public static final String AUTHOR = "author";
    /// Changes DRL and free-form sheets, which are code, too.
    public static final String RULE_ENGINEER = "rule-engineer";
    /// Publishes drafts of others, and rolls back.
    public static final String APPROVER = "approver";
    /// Keeps the service running: metrics, audit, rolling back.
    public static final String OPERATOR = "operator";

    private Roles() {}
}
