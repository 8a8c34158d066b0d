package dev.coalmine.notification;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.notification.delivery.Deliveries;
import dev.coalmine.notification.domain.KnownOrder;
import dev.coalmine.notification.domain.Notification;
import dev.coalmine.notification.domain.Notifications;
import dev.coalmine.notification.support.NotificationServiceTest;
import dev.coalmine.platform.id.Ids;
import jakarta.mail.MessagingException;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** A process may die, or lose its turn, between any two steps. Each guard is tested alone. */
class ProcessDeathIntegrationTests extends NotificationServiceTest {

  @Autowired Notifications notifications;
  @Autowired Deliveries deliveries;

  /**
   * Killed between the effect and the commit of its offset. What the effect left is taken away, so
   * that nothing but the inbox can tell that it had been.
   */
  @Test
  void appliesNoRecordAgainThatADeadProcessHadApplied() {
    placed();
    confirmed();
    eventually(
        "mail order-confirmed Sent", "stream order-confirmed Sent", "stream order-placed Sent");
    forgetNotifications();

    publishAllAgain();
    cancelled(); // the same partition: done after all that came again

    eventually("mail order-cancelled Sent", "stream order-cancelled Sent");
    assertThat(MAIL.to(address)).hasSize(2);
  }

  /** As when an event had been published under two sequences. */
  @Test
  void makesOneNotificationPerEventAndChannelEvenPastTheInbox() {
    transaction.executeWithoutResult(
        _ -> notify.orderPlaced(new KnownOrder(order, customer, address, 1299, "EUR")));

    for (int i = 0; i < 2; i++) {
      transaction.executeWithoutResult(
          _ -> notify.eventOccurred(order, "E-" + order, "order.confirmed.v1", Map.of()));
    }

    eventually("mail order-confirmed Sent", "stream order-confirmed Sent");
    assertThat(MAIL.to(address)).hasSize(1);
  }

  /** Killed between the mail server's answer and the note of it: the database takes no note. */
  @Test
  void sendsAgainUnderTheSameIdWhatWasSentAndNotNoted() throws MessagingException {
    jdbc.sql(
            """
            alter table notification_attempt
            add constraint dead check (outcome <> 'Sent') not valid
            """)
        .update();
    try {
      placed();
      confirmed();
      eventually(() -> !MAIL.to(address).isEmpty());
      assertThat(notifications()).contains("mail order-confirmed Due");
      assertThat(attempts()).isEmpty();
    } finally {
      jdbc.sql("alter table notification_attempt drop constraint dead").update();
    }

    eventually(() -> attempts().equals(List.of("Sent")));

    assertThat(MAIL.to(address)).hasSizeGreaterThan(1);
    for (var mail : MAIL.to(address)) {
      assertThat(mail.getMessageID()).isEqualTo("<%s@coalmine.test>".formatted(Ids.text(mailId())));
    }
  }

  /** Frozen for longer than its lease, a process comes back to a mail that is another's. */
  @Test
  void leavesAMailAloneWhoseLeaseItHasLost() {
    var lost = claimedByUsAndThenByAnother();

    deliveries.postpone(lost, "slow", Duration.ZERO);
    deliveries.failed(lost, "slow");

    assertThat(notifications()).contains("mail order-confirmed Due");
    assertThat(isClaimed()).isTrue();
    assertThat(MAIL.to(address)).isEmpty();
  }

  /** What is sent is sent, whoever's turn it was. */
  @Test
  void believesThatAMailWasSentThoughTheLeaseWasLost() {
    var lost = claimedByUsAndThenByAnother();

    deliveries.sent(lost);

    assertThat(notifications()).contains("mail order-confirmed Sent");
  }

  private Notification claimedByUsAndThenByAnother() {
    MAIL.stop();
    placed();
    confirmed();
    eventually(() -> !attempts().isEmpty());
    transaction.executeWithoutResult(
        _ ->
            jdbc.sql(
                    """
                    update notification
                    set attempts = attempts + 2, claimed_until = now() + interval '1 hour'
                    where id = ?
                    """)
                .params(mailId())
                .update());
    MAIL.start();
    var now =
        notifications.page(customer, Long.MAX_VALUE, 10).stream()
            .filter(it -> it.id() == mailId())
            .findFirst()
            .orElseThrow();
    return new Notification(
        now.id(),
        now.eventId(),
        now.channel(),
        now.template(),
        now.orderId(),
        now.customer(),
        now.recipient(),
        now.details(),
        now.status(),
        now.reason(),
        now.attempts() - 1,
        now.position(),
        now.createdAt());
  }

  private boolean isClaimed() {
    return jdbc.sql("select coalesce(claimed_until > now(), false) from notification where id = ?")
        .params(mailId())
        .query(Boolean.class)
        .single();
  }

  private void forgetNotifications() {
    jdbc.sql(
            """
            delete from notification_attempt using notification n
            where n.id = notification_id and n.order_id = ?
            """)
        .params(order)
        .update();
    jdbc.sql("delete from notification where order_id = ?").params(order).update();
  }
}
