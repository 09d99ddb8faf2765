package io.tenure.http;

import io.smallrye.health.AsyncHealthCheckFactory;
import jakarta.annotation.Priority;
import jakarta.enterprise.inject.Alternative;
import jakarta.inject.Singleton;

/// Runs health checks where their request arrives, and not on a worker thread: they look at what is known and
/// wait for nothing, and health is told even if every worker is busy.
@Alternative
@Priority(1)
@Singleton
public class ImmediateHealthChecks extends AsyncHealthCheckFactory {}
