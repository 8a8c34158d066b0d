package dev.coalmine.gateway.instance;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.gateway.problem.Problem;
import java.io.IOException;
import java.net.ConnectException;
import org.junit.jupiter.api.Test;
import org.springframework.http.HttpStatus;
import org.springframework.web.server.ResponseStatusException;

/** What counts as the end of an attempt that has no answer. */
class AttemptFilterTests {

  @Test
  void aFailureThatIsNotKnownIsNotTheClients() {
    assertThat(AttemptFilter.outcome(new IllegalStateException())).isEqualTo("failed");
  }

  @Test
  void aBodyThatIsRefusedWhileItArrivesIsNotTheServices() {
    var tooSlow = new Problem(HttpStatus.REQUEST_TIMEOUT, "body-too-slow", "It was too slow.");

    assertThat(AttemptFilter.outcome(tooSlow)).isEqualTo("refused");
  }

  @Test
  void namesTheFailuresOfAnInstance() {
    assertThat(AttemptFilter.outcome(new ConnectException())).isEqualTo("unreachable");
    assertThat(AttemptFilter.outcome(new IOException())).isEqualTo("broken-off");
    assertThat(AttemptFilter.outcome(new ResponseStatusException(HttpStatus.GATEWAY_TIMEOUT)))
        .isEqualTo("too-slow");
  }
}
