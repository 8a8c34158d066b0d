package dev.coalmine.platform.inbox;

import java.util.List;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;

/** {@code /actuator/inbox}: the aggregates whose events wait for a predecessor. */
@Endpoint(id = "inbox")
class InboxEndpoint {

  private static final int MOST = 1_000;

  private final Inbox inbox;

  InboxEndpoint(Inbox inbox) {
    this.inbox = inbox;
  }

  @ReadOperation
  ParkedEvents parked() {
    return new ParkedEvents(inbox.countParked(), inbox.parked(MOST));
  }

  /**
   * @param events all parked events
   * @param aggregates the 1,000 that have waited longest
   */
  record ParkedEvents(long events, List<Inbox.Parked> aggregates) {}
}
