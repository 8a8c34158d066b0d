package dev.coalmine.notification.delivery;

import static dev.coalmine.notification.memory.MemoryMailroom.LEASE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.notification.domain.DeliveryStatus;
import dev.coalmine.notification.domain.Notification;
import dev.coalmine.notification.memory.MemoryMailroom;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class DeliveriesTests {

  private static final Duration PAUSE = Duration.ofMinutes(1);

  private final MemoryMailroom mailroom = new MemoryMailroom();
  private final Deliveries deliveries = mailroom.deliveries();

  @BeforeEach
  void aMailIsDue() {
    mailroom.placed();
    mailroom.confirmed();
  }

  @Test
  void aMailIsClaimedByOneWorkerForItsLease() {
    assertThat(deliveries.claim(LEASE, 10)).hasSize(1);
    assertThat(deliveries.claim(LEASE, 10)).isEmpty();

    mailroom.pass(LEASE.plusSeconds(1));

    assertThat(deliveries.claim(LEASE, 10)).extracting(Notification::attempts).containsExactly(2);
  }

  @Test
  void aMailThatWasSentIsNotTriedAgain() {
    deliveries.sent(claimed());

    assertThat(status()).isEqualTo(DeliveryStatus.SENT);
    assertThat(attempts()).containsExactly("Sent");
    mailroom.pass(PAUSE);
    assertThat(deliveries.claim(LEASE, 10)).isEmpty();
  }

  @Test
  void aMailThatIsGivenUpKeepsTheReason() {
    deliveries.failed(claimed(), "there is no template");

    assertThat(status()).isEqualTo(DeliveryStatus.FAILED);
    assertThat(mailroom.mail().reason()).isEqualTo("there is no template");
    assertThat(attempts()).containsExactly("there is no template");
  }

  @Test
  void aMailThatTheServerRefusesIsUndeliverable() {
    deliveries.undeliverable(claimed(), "550 no such user");

    assertThat(status()).isEqualTo(DeliveryStatus.UNDELIVERABLE);
    assertThat(attempts()).containsExactly("550 no such user");
  }

  @Test
  void aMailThatIsPutOffIsTriedAfterThePause() {
    deliveries.postpone(claimed(), "connection refused", PAUSE);

    assertThat(status()).isEqualTo(DeliveryStatus.DUE);
    assertThat(mailroom.mail().reason()).isEqualTo("connection refused");
    assertThat(deliveries.claim(LEASE, 10)).isEmpty();

    mailroom.pass(PAUSE);

    assertThat(deliveries.claim(LEASE, 10)).hasSize(1);
  }

  @Test
  void theNextMailIsClaimedAheadOfItsTime() {
    deliveries.postpone(claimed(), "connection refused", PAUSE);

    assertThat(deliveries.claimNext(LEASE)).hasSize(1);
  }

  @Test
  void mailsThatWaitAreHastened() {
    deliveries.postpone(claimed(), "connection refused", PAUSE);

    assertThat(deliveries.hasten(1)).isEqualTo(1);

    assertThat(mailroom.notifications.due(mailroom.mail().id()))
        .isEqualTo(mailroom.now().plusSeconds(1));
  }

  @Test
  void aWorkerThatLostItsLeaseNeitherPutsOffNorGivesUp() {
    var lost = claimed();
    mailroom.pass(LEASE.plusSeconds(1));
    deliveries.claim(LEASE, 10);

    deliveries.postpone(lost, "slow", PAUSE);
    deliveries.failed(lost, "slow");

    assertThat(status()).isEqualTo(DeliveryStatus.DUE);
    assertThat(mailroom.notifications.isClaimed(mailroom.mail().id())).isTrue();
  }

  @Test
  void aMailWasSentThoughTheWorkerLostItsLease() {
    var lost = claimed();
    mailroom.pass(LEASE.plusSeconds(1));
    deliveries.claim(LEASE, 10);

    deliveries.sent(lost);

    assertThat(status()).isEqualTo(DeliveryStatus.SENT);
  }

  private Notification claimed() {
    return deliveries.claim(LEASE, 10).getFirst();
  }

  private DeliveryStatus status() {
    return mailroom.mail().status();
  }

  private List<String> attempts() {
    return mailroom.notifications.attempts(mailroom.mail().id());
  }
}
