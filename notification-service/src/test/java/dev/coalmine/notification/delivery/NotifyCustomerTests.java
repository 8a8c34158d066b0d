package dev.coalmine.notification.delivery;

import static dev.coalmine.notification.memory.MemoryMailroom.ADDRESS;
import static dev.coalmine.notification.memory.MemoryMailroom.CUSTOMER;
import static dev.coalmine.notification.memory.MemoryMailroom.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.notification.domain.Notification;
import dev.coalmine.notification.memory.MemoryMailroom;
import org.junit.jupiter.api.Test;

class NotifyCustomerTests {

  private final MemoryMailroom mailroom = new MemoryMailroom();

  @Test
  void aMailBecomesDueAndAStreamGetsAnEntry() {
    mailroom.placed();
    mailroom.confirmed();

    assertThat(mailroom.summary())
        .containsExactly(
            "stream order-placed Sent", "stream order-confirmed Sent", "mail order-confirmed Due");
    assertThat(mailroom.mail().recipient()).isEqualTo(ADDRESS);
    assertThat(mailroom.notifications.due(mailroom.mail().id())).isEqualTo(mailroom.now());
    assertThat(mailroom.signals.all()).containsExactly("stream of fay", "stream of fay", "mail");
  }

  @Test
  void entriesOfAStreamAreNumberedInTheirOrder() {
    mailroom.placed();
    mailroom.confirmed();

    assertThat(mailroom.notifications.after(CUSTOMER, 0, 10))
        .extracting(Notification::template)
        .containsExactly("order-placed", "order-confirmed");
    assertThat(mailroom.notifications.lastPosition(CUSTOMER)).isEqualTo(2);
  }

  @Test
  void anEventThatComesBeforeItsOrderWaitsForTheOrder() {
    mailroom.confirmed();

    assertThat(mailroom.summary())
        .containsExactly("stream order-confirmed Waiting", "mail order-confirmed Waiting");
    assertThat(mailroom.signals.all()).isEmpty();

    mailroom.known(ADDRESS);

    assertThat(mailroom.summary())
        .containsExactly("stream order-confirmed Sent", "mail order-confirmed Due");
  }

  @Test
  void anEventThatComesTwiceNotifiesOnce() {
    mailroom.placed();
    mailroom.confirmed();
    mailroom.confirmed();
    mailroom.placed();

    assertThat(mailroom.summary()).hasSize(3);
    assertThat(mailroom.signals.all()).hasSize(3);
  }

  @Test
  void aRuleThatWasAddedSinceNotifiesOnItsChannelToo() {
    var stream = mailroom.rules.remove(1);
    mailroom.placed();
    mailroom.confirmed();
    mailroom.rules.add(1, stream);
    mailroom.confirmed();

    assertThat(mailroom.summary())
        .containsExactly(
            "stream order-placed Sent", "mail order-confirmed Due", "stream order-confirmed Sent");
  }

  @Test
  void aCustomerWithoutAnAddressGetsNoMail() {
    mailroom.placed(null);
    mailroom.confirmed();

    assertThat(mailroom.summary()).contains("mail order-confirmed Skipped");
    assertThat(mailroom.mail().reason()).isEqualTo("the customer has no address");
    assertThat(mailroom.mail().customer()).isEqualTo(CUSTOMER);
    assertThat(mailroom.signals.all()).doesNotContain("mail");
  }

  @Test
  void anEventOfWhichThereIsNothingToTellIsSkippedOnceForNoCustomer() {
    mailroom.placed();
    for (int i = 0; i < 2; i++) {
      mailroom
          .notifyCustomer()
          .nothingToTell(ORDER, "E-free", "order.confirmed.v1", "nothing was charged");
    }

    assertThat(mailroom.summary())
        .containsExactly(
            "stream order-placed Sent",
            "stream order-confirmed Skipped",
            "mail order-confirmed Skipped");
    assertThat(mailroom.mail().customer()).isNull();
    assertThat(mailroom.mail().reason()).isEqualTo("nothing was charged");
    assertThat(mailroom.signals.all()).hasSize(1);
  }

  @Test
  void anEventWithoutARuleNotifiesNoCustomer() {
    mailroom.placed();
    mailroom.occurred("payment.authorized.v1");

    assertThat(mailroom.summary()).containsExactly("stream order-placed Sent");
  }

  @Test
  void aRolledBackEventLeavesNoNotification() {
    mailroom.transactions.run(
        work -> {
          mailroom.placed();
          return work.rollback(true);
        });

    assertThat(mailroom.summary()).isEmpty();
  }
}
