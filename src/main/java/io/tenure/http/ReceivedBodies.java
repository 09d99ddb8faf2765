package io.tenure.http;

import io.vertx.ext.web.RoutingContext;
import jakarta.ws.rs.container.ContainerRequestContext;
import java.io.InputStream;
import org.jboss.resteasy.reactive.server.ServerRequestFilter;

/// Gives the endpoints the bodies that [BodyReceiver] received.
public class ReceivedBodies {
    @ServerRequestFilter(preMatching = true)
    public void read(ContainerRequestContext request, RoutingContext context) {
        InputStream body = context.get(BodyReception.ATTRIBUTE);
        request.setEntityStream(body == null ? InputStream.nullInputStream() : body);
    }
}
