package io.tenure.http;

import io.quarkus.vertx.http.runtime.filters.Filters;
import io.vertx.core.http.HttpServerRequest;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;

/// Tells the log of the requests whose path it must not have.
@Singleton
final class HiddenPaths {
    private static final int FIRST = 20_000;

    /// An access log is written when the response is sent.
    private static final long MILLIS_AFTER_RESPONSE = 2_000;

    void register(@Observes Filters filters) {
        filters.register(
                context -> {
                    HttpServerRequest request = context.request();
                    String path = request.path();
                    if (path != null && LoggablePath.isHidden(path)) {
                        Object entry = LogRedactionFilter.begin(request.uri(), path);
                        context.addEndHandler(_ ->
                                context.vertx().setTimer(MILLIS_AFTER_RESPONSE, _ -> LogRedactionFilter.end(entry)));
                    }
                    context.next();
                },
                FIRST);
    }
}
