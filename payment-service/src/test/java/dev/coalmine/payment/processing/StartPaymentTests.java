package dev.coalmine.payment.processing;

import static dev.coalmine.payment.memory.MemoryBank.CUSTOMER;
import static dev.coalmine.payment.memory.MemoryBank.ORDER;
import static dev.coalmine.payment.memory.MemoryBank.PRICE;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.payment.domain.AcquirerOutcome.Unclear;
import dev.coalmine.payment.domain.Money;
import dev.coalmine.payment.domain.OrderPayment;
import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.PaymentState;
import dev.coalmine.payment.domain.Tombstone;
import dev.coalmine.payment.memory.MemoryBank;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

class StartPaymentTests {

  private static final Duration LONG = Duration.ofHours(1);

  private final MemoryBank bank = new MemoryBank();

  @Test
  void answersWithTheOutcomeOfItsWork() {
    assertThat(stateOf(call(PRICE, LONG))).isEqualTo(PaymentState.AUTHORIZED);
  }

  @Test
  void answersThatTheOutcomeIsUnknown() {
    bank.acquirer.answer("confirm", new Unclear("timed out"));

    assertThat(stateOf(call(PRICE, LONG))).isEqualTo(PaymentState.UNKNOWN);
  }

  @Test
  void doesNotWorkOnWhatTheOrdersEventHasBegun() {
    bank.placed();

    assertThat(stateOf(call(PRICE, LONG))).isEqualTo(PaymentState.AUTHORIZED);
    assertThat(bank.acquirer.calls()).containsExactly("create", "confirm");
  }

  @Test
  void doesNotPayACancelledOrder() {
    bank.orders().cancellationRequested(ORDER);

    assertThat(call(PRICE, LONG)).isInstanceOf(Tombstone.class);
    assertThat(bank.acquirer.calls()).isEmpty();
  }

  @Test
  void waitsNoLongerThanThePatienceOfTheCaller() {
    bank.workers.pause();

    assertThat(stateOf(call(PRICE, Duration.ZERO))).isEqualTo(PaymentState.AUTHORIZING);
    assertThat(bank.workers.waiting()).hasSize(1);
    assertThat(stateOf(call(PRICE, Duration.ZERO))).isEqualTo(PaymentState.AUTHORIZING);
    assertThat(bank.workers.waiting()).hasSize(1);
  }

  @Test
  @Timeout(30)
  void doesNotWaitForThePaymentOfAnotherPrice() {
    bank.workers.pause();
    bank.placed();

    assertThat(stateOf(call(new Money(1, "EUR"), LONG))).isEqualTo(PaymentState.AUTHORIZING);
  }

  private OrderPayment call(Money price, Duration patience) {
    return bank.start().andWait(ORDER, CUSTOMER, price, patience);
  }

  private static PaymentState stateOf(OrderPayment payment) {
    return ((Payment) payment).state();
  }
}
