package dev.coalmine.lab.reconcile;

import static dev.coalmine.lab.reconcile.SmallWorld.PAID;
import static dev.coalmine.lab.reconcile.SmallWorld.REJECTED;
import static dev.coalmine.lab.reconcile.SmallWorld.SKU;
import static dev.coalmine.lab.reconcile.SmallWorld.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.servers.Database;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A check that cannot fail is none: each book is falsified once. */
class ReconcileIntegrationTests {

  @TempDir Path folder;
  private SmallWorld world;

  @BeforeEach
  void begin() throws Exception {
    world = SmallWorld.inOrder(folder);
  }

  @AfterEach
  void end() throws Exception {
    world.close();
  }

  @Test
  void findsNothingWhereEverybodySaysTheSame() throws Exception {
    var findings = world.findings();

    assertThat(findings).allSatisfy(it -> assertThat(it.broken()).as(it.invariant()).isEmpty());
    assertThat(new Reconciliation.Audited(findings).exitCode()).isZero();
  }

  @Test
  void namesAnOrderThatWasDeleted() throws Exception {
    sql(world.orders(), "delete from orders where customer = 'ann' and status = 'Confirmed'");

    assertBroken("I1", PAID);
  }

  @Test
  void namesAnOrderWhoseLastEventWasLost() throws Exception {
    sql(world.orders(), "update orders set sequence = 3 where id = " + SmallWorld.number(REJECTED));

    assertBroken("I1", REJECTED);
  }

  @Test
  void namesAPaymentWhoseLastEventWasLost() throws Exception {
    sql(world.payments(), "update payment set sequence = 2 where order_id = '" + REJECTED + "'");

    assertBroken("I1", REJECTED);
  }

  @Test
  void namesAnOrderThatWasCapturedTwiceAtTheAcquirer() throws Exception {
    world.capture(PAID, 1000);

    assertBroken("I2", PAID);
    assertBroken("I3", "balance");
  }

  @Test
  void namesACaptureOfAnOrderThatWasRejected() throws Exception {
    world.capture(REJECTED, 500);

    assertBroken("I2", REJECTED);
  }

  @Test
  void namesALedgerTransactionThatWasChanged() throws Exception {
    withoutTheLedgersOwnGuard(
        "update ledger_entry set amount = amount - 1 where account = 'Sales'");

    assertBroken("I3", PAID);
  }

  @Test
  void namesAnOrderWhoseLedgerSaysMoreThanTheAcquirer() throws Exception {
    withoutTheLedgersOwnGuard(
        """
        update ledger_entry set amount = amount + 7 where account = 'AcquirerBalance';
        update ledger_entry set amount = amount - 7 where account = 'Sales'
        """);

    assertBroken("I3", PAID);
  }

  @Test
  void namesAReturnThatNeverWentBackToTheCard() throws Exception {
    sql(
        world.orders(),
        "insert into order_return values (1, %d, 500, 'Refunded', '[]', now())"
            .formatted(SmallWorld.number(PAID)));

    assertBroken("I3", PAID);
  }

  @Test
  void namesACancelledOrderWhoseMoneyWasKept() throws Exception {
    sql(
        world.orders(),
        "update orders set status = 'Cancelled' where id = " + SmallWorld.number(PAID));

    assertBroken("I3", PAID + " (Cancelled) 1000 should have been refunded");
  }

  @Test
  void namesAnOrderThatHasNotComeToItsEnd() throws Exception {
    sql(world.payments(), "update payment set state = 'Authorized' where state = 'Captured'");

    assertBroken("I4", PAID);
  }

  @Test
  void namesAnOrderThatTookTooLong() throws Exception {
    var findings = world.findings(Duration.ofNanos(1));

    assertThat(broken(findings, "I4"))
        .anySatisfy(it -> assertThat(it).contains(PAID, "to its end"));
  }

  @Test
  void namesACancellationThatTookTooLong() throws Exception {
    var wished = Instant.now();
    world.publish(world.orderTopic(), PAID, 3, "order.cancellation-requested.v1", wished);
    world.publish(world.orderTopic(), PAID, 4, "order.cancelled.v1", wished.plusSeconds(121));

    assertBroken("I4", "cancellation of order " + PAID);
  }

  @Test
  void namesANotificationThatWasDropped() throws Exception {
    sql(world.notifications(), "delete from notification where template = 'order-rejected'");

    assertBroken("I5", "order.rejected.v1");
  }

  @Test
  void takesAMailThatTheServerRefusedForNoLoss() throws Exception {
    giveUpAMail("Undeliverable", "'550 no such mailbox'");

    assertThat(broken(world.findings(), "I5")).isEmpty();
  }

  @Test
  void namesAMailThatWasGivenUpThroughAFaultOfOurs() throws Exception {
    giveUpAMail("Failed", "'there is no template order-rejected'");

    assertBroken("I5", "is Failed");
  }

  @Test
  void namesAMailThatWasGivenUpWithoutAReason() throws Exception {
    giveUpAMail("Undeliverable", "null");

    assertBroken("I5", "without a reason");
  }

  private void giveUpAMail(String status, String reason) throws Exception {
    sql(
        world.notifications(),
        "update notification set status = '%s', reason = %s where %s"
            .formatted(status, reason, "template = 'order-rejected' and channel = 'mail'"));
  }

  @Test
  void namesAnEventThatWasToldTwice() throws Exception {
    sql(
        world.notifications(),
        """
        alter table notification drop constraint notification_event_id_channel_key;
        insert into notification (id, event_id, channel, template, order_id, details, status)
        select id + 1, event_id, channel, template, order_id, details, 'Skipped' from notification
        where template = 'order-rejected' and channel = 'mail'
        """);

    assertBroken("I5", "more than one mail");
  }

  @Test
  void namesTwoEventsThatWereSwapped() throws Exception {
    world.publish(world.orderTopic(), PAID, 4, "order.cancelled.v1");
    world.publish(world.orderTopic(), PAID, 3, "order.cancellation-requested.v1");

    assertBroken("I6", PAID);
  }

  @Test
  void takesNoOffenceAtAnEventThatCameEarlyAndWasSentAgainInItsPlace() throws Exception {
    for (long sequence : new long[] {4, 3, 4}) {
      world.publish(world.orderTopic(), PAID, sequence, "order.rewritten.v1");
    }
    sql(world.payments(), "update inbox set last_sequence = 4 where key = '%s'".formatted(PAID));
    sql(
        world.notifications(),
        "update inbox set last_sequence = 4 where topic = 'orders.events' and key = '%s'"
            .formatted(PAID));

    assertThat(broken(world.findings(), "I6")).isEmpty();
  }

  @Test
  void namesAConsumerThatHasNotAppliedTheLastEvent() throws Exception {
    sql(world.payments(), "update inbox set last_sequence = 1 where key = '%s'".formatted(PAID));

    assertBroken("I6", PAID);
  }

  @Test
  void namesAProductWhoseStockWasChanged() throws Exception {
    sql(world.orders(), "update stock set on_hand = on_hand + 1, received = received + 1");

    assertBroken("I9", SKU);
  }

  @Test
  void namesAProductThatHasNoStockAnyMore() throws Exception {
    sql(world.orders(), "delete from stock");

    assertBroken("I9", SKU);
  }

  private void assertBroken(String invariant, String named) throws Exception {
    var findings = world.findings();
    assertThat(new Reconciliation.Audited(findings).exitCode()).isEqualTo(1);
    assertThat(broken(findings, invariant)).anySatisfy(it -> assertThat(it).contains(named));
  }

  private static List<String> broken(List<Finding> findings, String invariant) {
    return findings.stream()
        .filter(it -> it.invariant().equals(invariant))
        .flatMap(it -> it.broken().stream())
        .toList();
  }

  private void withoutTheLedgersOwnGuard(String statements) throws Exception {
    Database payments = world.payments();
    sql(payments, "alter table ledger_entry disable trigger user");
    sql(payments, statements);
  }
}
