package dev.coalmine.payment.processing;

import static dev.coalmine.payment.memory.MemoryBank.ORDER;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.payment.domain.AcquirerOutcome.Authorized;
import dev.coalmine.payment.domain.AcquirerOutcome.Unclear;
import dev.coalmine.payment.domain.PaymentState;
import dev.coalmine.payment.memory.MemoryBank;
import dev.coalmine.payment.processing.AcquirerWebhookHandler.Relevance;
import org.junit.jupiter.api.Test;

class AcquirerWebhookHandlerTests {

  private static final String INTENT = "intent of " + ORDER;

  private final MemoryBank bank = new MemoryBank();

  @Test
  void asksTheAcquirerAtOnceForTheOutcomeOfAPaymentThatWaits() {
    waitingPayment();
    bank.acquirer.answer("find", new Authorized());

    assertThat(bank.webhooks().intentChanged(INTENT)).isEqualTo(Relevance.WAITING);

    assertThat(bank.state()).isEqualTo(PaymentState.AUTHORIZED);
  }

  @Test
  void aRepeatedWebhookBeginsNoSecondWork() {
    waitingPayment();
    bank.workers.pause();

    assertThat(bank.webhooks().intentChanged(INTENT)).isEqualTo(Relevance.WAITING);
    assertThat(bank.webhooks().intentChanged(INTENT)).isEqualTo(Relevance.WAITING);

    assertThat(bank.workers.waiting()).hasSize(1);
  }

  @Test
  void aWebhookThatComesLateChangesNothing() {
    bank.placed();
    var before = bank.payment();

    assertThat(bank.webhooks().intentChanged(INTENT)).isEqualTo(Relevance.KNOWN);

    assertThat(bank.payment()).isEqualTo(before);
    assertThat(bank.acquirer.calls()).doesNotContain("find");
  }

  @Test
  void anIntentOfAnotherShopIsUnknown() {
    assertThat(bank.webhooks().intentChanged("another")).isEqualTo(Relevance.UNKNOWN);
  }

  private void waitingPayment() {
    bank.acquirer.answer("confirm", new Unclear("timed out"));
    bank.placed();
  }
}
