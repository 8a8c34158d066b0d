package dev.coalmine.platform.lifecycle;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import org.apache.catalina.connector.Connector;
import org.apache.coyote.http11.AbstractHttp11Protocol;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.boot.tomcat.TomcatConnectorCustomizer;
import org.springframework.context.event.EventListener;
import org.springframework.core.Ordered;
import org.springframework.http.HttpHeaders;
import org.springframework.security.web.util.OnCommittedResponseWrapper;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Once readiness is off, every answer says {@code Connection: close} and its connection ends with
 * it, so that a caller's next request does not go over a connection that is about to end. For
 * requests that come after the change Tomcat does this by itself, told that a connection carries
 * one request; the answer to a request that was under way gets the header when it begins.
 * Connections without a request during the whole drain are closed when Tomcat stops.
 */
class ConnectionDraining extends OncePerRequestFilter
    implements TomcatConnectorCustomizer, Ordered {

  private static final int ONE_REQUEST = 1;

  private final List<AbstractHttp11Protocol<?>> protocols = new CopyOnWriteArrayList<>();
  private volatile boolean draining;

  @Override
  public void customize(Connector connector) {
    if (connector.getProtocolHandler() instanceof AbstractHttp11Protocol<?> protocol) {
      protocols.add(protocol);
    }
  }

  @EventListener
  void readinessChanged(AvailabilityChangeEvent<ReadinessState> event) {
    draining = event.getState() == ReadinessState.REFUSING_TRAFFIC;
    if (draining) {
      protocols.forEach(protocol -> protocol.setMaxKeepAliveRequests(ONE_REQUEST));
    }
  }

  @Override
  protected void doFilterInternal(
      HttpServletRequest request, HttpServletResponse response, FilterChain chain)
      throws ServletException, IOException {
    if (draining) {
      chain.doFilter(request, response);
      return;
    }
    var underWay = new UnderWay(response);
    try {
      chain.doFilter(request, underWay);
    } finally {
      if (!request.isAsyncStarted()) { // else the head is another thread's to write
        underWay.onResponseCommitted(); // an answer without a body is committed later, by Tomcat
      }
    }
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  /** The answer to a request that came before the change, and may begin after it. */
  private final class UnderWay extends OnCommittedResponseWrapper {

    UnderWay(HttpServletResponse response) {
      super(response);
    }

    @Override
    protected void onResponseCommitted() {
      if (draining) {
        setHeader(HttpHeaders.CONNECTION, "close");
      }
    }
  }
}
