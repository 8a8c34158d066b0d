package dev.coalmine.lab.reconcile;

import static dev.coalmine.lab.reconcile.SmallWorld.PAID;
import static dev.coalmine.lab.reconcile.SmallWorld.REJECTED;
import static dev.coalmine.lab.reconcile.SmallWorld.SKU;
import static dev.coalmine.lab.reconcile.SmallWorld.sql;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.lab.servers.Database;
import java.nio.file.Path;
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
  void namesAnOrderThatHasNotComeToItsEnd() throws Exception {
    sql(world.payments(), "update payment set state = 'Authorized' where state = 'Captured'");

    assertBroken("I4", PAID);
  }

  @Test
  void namesANotificationThatWasDropped() throws Exception {
    sql(world.notifications(), "delete from notification where template = 'order-rejected'");

    assertBroken("I5", "order.rejected.v1");
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
