package dev.coalmine.payment.processing;

import static dev.coalmine.payment.memory.MemoryBank.CUSTOMER;
import static dev.coalmine.payment.memory.MemoryBank.ORDER;
import static dev.coalmine.payment.memory.MemoryBank.PRICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.payment.domain.AcquirerOutcome.Unclear;
import dev.coalmine.payment.domain.Money;
import dev.coalmine.payment.domain.PaymentEvent.PaymentAuthorized;
import dev.coalmine.payment.domain.PaymentEvent.PaymentVoided;
import dev.coalmine.payment.domain.PaymentEvent.RefundFailed;
import dev.coalmine.payment.domain.PaymentState;
import dev.coalmine.payment.domain.Tombstone;
import dev.coalmine.payment.memory.MemoryBank;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class OrderEventHandlerTests {

  private final MemoryBank bank = new MemoryBank();

  @Test
  void beginsOnePaymentThoughTheOrderIsAnnouncedTwice() {
    bank.placed();
    bank.placed();

    assertThat(bank.acquirer.calls()).containsExactly("create", "confirm");
    assertThat(bank.published()).containsExactly(new PaymentAuthorized(PRICE));
    assertThat(bank.incidents.all()).isEmpty();
  }

  @Test
  void beginsNoWorkWhenTheEventsTransactionIsRolledBack() {
    bank.transactions.run(
        work -> {
          bank.placed();
          return work.rollback(true);
        });

    assertThat(bank.acquirer.calls()).isEmpty();
    assertThat(bank.payments.ofOrder(ORDER)).isEmpty();
  }

  @Test
  void aCancellationBeforeTheOrderLeavesATombstone() {
    bank.orders().cancellationRequested(ORDER);
    bank.placed();
    bank.orders().confirmed(ORDER);

    assertThat(bank.payments.ofOrder(ORDER).orElseThrow()).isInstanceOf(Tombstone.class);
    assertThat(bank.acquirer.calls()).isEmpty();
    assertThat(bank.published()).containsExactly(new PaymentVoided());
  }

  @Test
  void aReturnOfATombstoneCannotBeRefunded() {
    bank.orders().cancellationRequested(ORDER);
    bank.orders().linesReturned(ORDER, "r1", 400);

    assertThat(bank.published())
        .containsExactly(new PaymentVoided(), new RefundFailed("r1", "payment-Voided"));
  }

  @Test
  void everyCancellationOfATombstoneIsAnswered() {
    bank.orders().cancellationRequested(ORDER);
    bank.orders().cancellationRequested(ORDER);

    assertThat(bank.published()).containsExactly(new PaymentVoided(), new PaymentVoided());
  }

  @Test
  void undoesThePaymentOfACallThatAskedForAnotherPrice() {
    bank.start().andWait(ORDER, CUSTOMER, new Money(5000, "EUR"), Duration.ofSeconds(1));
    bank.placed();

    assertThat(bank.state()).isEqualTo(PaymentState.VOIDED);
    assertThat(bank.incidents.all()).containsExactly("call conflicted");
  }

  @Test
  void reportsNoConflictWhenTheEventsTransactionIsRolledBack() {
    bank.start().andWait(ORDER, CUSTOMER, new Money(5000, "EUR"), Duration.ofSeconds(1));
    bank.transactions.run(
        work -> {
          bank.placed();
          return work.rollback(true);
        });

    assertThat(bank.state()).isEqualTo(PaymentState.AUTHORIZED);
    assertThat(bank.incidents.all()).isEmpty();
  }

  @Test
  void capturesNothingWhileTheHoldIsUnknown() {
    bank.acquirer.answer("confirm", new Unclear("timed out"));
    bank.placed();
    bank.orders().confirmed(ORDER);

    assertThat(bank.state()).isEqualTo(PaymentState.UNKNOWN);
    assertThat(bank.acquirer.calls()).doesNotContain("capture");
  }

  @Test
  void aReturnBeforeTheCaptureIsRejected() {
    bank.placed();
    bank.orders().linesReturned(ORDER, "r1", 400);

    assertThat(bank.state()).isEqualTo(PaymentState.AUTHORIZED);
    assertThat(bank.published())
        .containsExactly(
            new PaymentAuthorized(PRICE), new RefundFailed("r1", "payment-Authorized"));
  }
}
