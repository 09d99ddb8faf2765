package io.tenure.http;

import io.vertx.ext.web.RoutingContext;
import org.jspecify.annotations.Nullable;

/// The address that a request came from: of the caller or, where the proxy in front is trusted, as the proxy tells it.
public final class ClientAddress {
    private ClientAddress() {}

    /// An IP address; empty if there is no request, or its connection is gone.
    public static String of(@Nullable RoutingContext context) {
        return context == null || context.request().remoteAddress() == null
                ? ""
                : context.request().remoteAddress().hostAddress();
    }
}
