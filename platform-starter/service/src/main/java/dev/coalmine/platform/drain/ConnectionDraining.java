package dev.coalmine.platform.drain;

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
 * requests that Tomcat takes after the change it does this by itself, told that a connection
 * carries one request; the answer to a request that it took before gets the header when it begins.
 * A body of unknown length then ends with the connection. Connections without a request during the
 * whole drain are closed when Tomcat stops.
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
    var answer = new Answer(response);
    try {
      chain.doFilter(request, answer);
    } finally {
      if (!request.isAsyncStarted()) { // else the head is another thread's to write
        answer.onResponseCommitted(); // an answer without a body is committed later, by Tomcat
      }
    }
  }

  @Override
  public int getOrder() {
    return HIGHEST_PRECEDENCE;
  }

  /** It may begin after the change although Tomcat took its request before. */
  private final class Answer extends OnCommittedResponseWrapper {

    Answer(HttpServletResponse response) {
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
