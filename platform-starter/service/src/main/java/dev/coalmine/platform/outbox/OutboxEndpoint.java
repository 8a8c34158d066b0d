package dev.coalmine.platform.outbox;

import java.time.Instant;
import org.springframework.boot.actuate.endpoint.annotation.Endpoint;
import org.springframework.boot.actuate.endpoint.annotation.ReadOperation;
import org.springframework.boot.actuate.endpoint.annotation.WriteOperation;

/** {@code /actuator/outbox}: what waits to be published, and publishing again. */
@Endpoint(id = "outbox")
class OutboxEndpoint {

  private final OutboxStore store;
  private final OutboxRelay relay;

  OutboxEndpoint(OutboxStore store, OutboxRelay relay) {
    this.store = store;
    this.relay = relay;
  }

  @ReadOperation
  OutboxStore.Backlog backlog() {
    return store.backlog();
  }

  /**
   * Publishes again what was decided since then and published; consumers drop what they know.
   *
   * @param since an ISO 8601 instant
   */
  @WriteOperation
  Republished republish(Instant since) {
    var republished = new Republished(store.republish(since));
    relay.wake();
    return republished;
  }

  record Republished(int republished) {}
}
