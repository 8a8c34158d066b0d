package dev.coalmine.platform.drain;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.FilterChain;
import org.junit.jupiter.api.Test;
import org.springframework.boot.availability.AvailabilityChangeEvent;
import org.springframework.boot.availability.ReadinessState;
import org.springframework.mock.web.MockHttpServletRequest;
import org.springframework.mock.web.MockHttpServletResponse;

/** Requests that Tomcat took before readiness went off, at each point of their way. */
class ConnectionDrainingTests {

  private final ConnectionDraining draining = new ConnectionDraining();

  @Test
  void anAnswerEndsNothingWhileTheServiceIsReady() throws Exception {
    assertThat(connectionAfter((_, response) -> response.getWriter().print("oats"))).isNull();
  }

  @Test
  void readinessWentOffBeforeTheFilter() throws Exception {
    leave();

    assertThat(connectionAfter((_, response) -> response.getWriter().print("oats")))
        .isEqualTo("close");
  }

  @Test
  void readinessWentOffBeforeTheAnswerBegan() throws Exception {
    FilterChain chain =
        (_, response) -> {
          leave();
          response.getWriter().print("oats");
          response.flushBuffer();
        };

    assertThat(connectionAfter(chain)).isEqualTo("close");
  }

  @Test
  void anAnswerWithoutABodyIsCommittedByTomcat() throws Exception {
    assertThat(connectionAfter((_, _) -> leave())).isEqualTo("close");
  }

  private void leave() {
    draining.readinessChanged(new AvailabilityChangeEvent<>(this, ReadinessState.REFUSING_TRAFFIC));
  }

  private String connectionAfter(FilterChain chain) throws Exception {
    var response = new MockHttpServletResponse();
    draining.doFilter(new MockHttpServletRequest(), response, chain);
    return response.getHeader("Connection");
  }
}
