package dev.coalmine.payment.processing;

import static dev.coalmine.payment.memory.MemoryBank.ORDER;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.payment.domain.Acquirer.RefundOutcome.NoAnswer;
import dev.coalmine.payment.domain.Acquirer.RefundOutcome.NotRefunded;
import dev.coalmine.payment.domain.Acquirer.RefundOutcome.Pending;
import dev.coalmine.payment.domain.Acquirer.RefundOutcome.Refunded;
import dev.coalmine.payment.domain.Money;
import dev.coalmine.payment.domain.PaymentEvent;
import dev.coalmine.payment.domain.PaymentEvent.PaymentRefunded;
import dev.coalmine.payment.domain.PaymentEvent.RefundFailed;
import dev.coalmine.payment.domain.PaymentState;
import dev.coalmine.payment.domain.Refund;
import dev.coalmine.payment.domain.Refund.Status;
import dev.coalmine.payment.memory.MemoryBank;
import java.util.List;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class RefundPaymentTests {

  private final MemoryBank bank = new MemoryBank();

  @BeforeEach
  void theMoneyIsCaptured() {
    bank.captured();
  }

  @Test
  void refundsAReturnAndThenTheRest() {
    bank.orders().linesReturned(ORDER, "r1", 400);

    assertThat(bank.state()).isEqualTo(PaymentState.CAPTURED);
    assertThat(bank.ledger.sales()).isEqualTo(600);

    bank.orders().cancellationRequested(ORDER);

    assertThat(bank.state()).isEqualTo(PaymentState.REFUNDED);
    assertThat(bank.ledger.sales()).isZero();
    assertThat(sinceCapture()).containsExactly(refunded(400, "r1"), refunded(600, null));
  }

  @Test
  void refundsAReturnOnceThoughItIsAnnouncedTwice() {
    bank.orders().linesReturned(ORDER, "r1", 400);
    bank.orders().linesReturned(ORDER, "r1", 400);

    assertThat(refundCalls()).isEqualTo(1);
    assertThat(sinceCapture()).containsExactly(refunded(400, "r1"));
  }

  @Test
  void publishesThatAReturnWasRefused() {
    bank.acquirer.answer("refund", new NotRefunded(null, "charge_disputed"));
    bank.orders().linesReturned(ORDER, "r1", 400);

    assertThat(bank.state()).isEqualTo(PaymentState.CAPTURED);
    assertThat(sinceCapture()).containsExactly(new RefundFailed("r1", "charge_disputed"));
    assertThat(bank.incidents.all()).containsExactly("refund refused: charge_disputed");
    assertThat(bank.ledger.sales()).isEqualTo(1000);
  }

  @Test
  void booksTheMoneyOfAPendingRefundThatFailedBack() {
    bank.acquirer.answer("refund", new Pending("re_1"));
    bank.orders().linesReturned(ORDER, "r1", 400);
    assertThat(bank.state()).isEqualTo(PaymentState.REFUNDING);
    assertThat(bank.ledger.sales()).isEqualTo(600);

    bank.acquirer.answer("refund", new NotRefunded("re_1", "refund-failed"));
    bank.tryAgain();

    assertThat(bank.state()).isEqualTo(PaymentState.CAPTURED);
    assertThat(bank.ledger.sales()).isEqualTo(1000);
    assertThat(sinceCapture()).containsExactly(new RefundFailed("r1", "refund-failed"));
  }

  @Test
  void booksAPendingRefundOnce() {
    bank.acquirer.answer("refund", new Pending("re_1"));
    bank.acquirer.answer("refund", new Refunded("re_1"));
    bank.orders().linesReturned(ORDER, "r1", 400);
    bank.tryAgain();

    assertThat(bank.ledger.sales()).isEqualTo(600);
    assertThat(sinceCapture()).containsExactly(refunded(400, "r1"));
  }

  @Test
  void opensTheRefusedRestAgainUntilItIsRefunded() {
    bank.acquirer.answer("refund", new NotRefunded("re_1", "refund-failed"));
    bank.orders().cancellationRequested(ORDER);

    assertThat(bank.state()).isEqualTo(PaymentState.REFUNDING);
    assertThat(sinceCapture()).isEmpty();
    assertThat(only().status()).isEqualTo(Status.REQUESTED);
    assertThat(only().acquirerRefund()).isNull();
    assertThat(only().failures()).isEqualTo(1);

    bank.tryAgain();

    assertThat(bank.state()).isEqualTo(PaymentState.REFUNDED);
    assertThat(bank.ledger.sales()).isZero();
    assertThat(sinceCapture()).containsExactly(refunded(1000, null));
  }

  @Test
  void countsAFailureOnlyWhenTheAcquirerKeepsIt() {
    bank.acquirer.answer("refund", new NoAnswer("timed out", false));
    bank.orders().linesReturned(ORDER, "r1", 400);
    assertThat(only().failures()).isZero();

    bank.acquirer.answer("refund", new NoAnswer("failed", true));
    bank.tryAgain();

    assertThat(only().failures()).isEqualTo(1);
    assertThat(bank.state()).isEqualTo(PaymentState.REFUNDING);
  }

  @Test
  void aCancellationDuringARefundAddsTheRest() {
    bank.acquirer.during("refund", () -> bank.orders().cancellationRequested(ORDER));
    bank.orders().linesReturned(ORDER, "r1", 400);

    assertThat(bank.state()).isEqualTo(PaymentState.REFUNDED);
    assertThat(sinceCapture()).containsExactly(refunded(400, "r1"), refunded(600, null));
  }

  @Test
  void theRestIncludesARefusedReturn() {
    bank.acquirer.answer("refund", new NotRefunded(null, "charge_disputed"));
    bank.orders().linesReturned(ORDER, "r1", 400);
    bank.orders().cancellationRequested(ORDER);

    assertThat(sinceCapture())
        .containsExactly(new RefundFailed("r1", "charge_disputed"), refunded(1000, null));
  }

  @Test
  void asksForNoRefundOnceTheClaimIsLost() {
    bank.workers.pause();
    bank.orders().linesReturned(ORDER, "r1", 400);
    var worked = bank.workers.waiting().getFirst();
    bank.claimElsewhere();

    assertThatThrownBy(() -> bank.advance().advance(worked)).isInstanceOf(ClaimLost.class);

    assertThat(refundCalls()).isZero();
    assertThat(only().attempt()).isZero();
  }

  @Test
  void moneyThatWasRefundedIsBookedThoughTheClaimIsLost() {
    bank.workers.pause();
    bank.orders().linesReturned(ORDER, "r1", 400);
    var worked = bank.workers.waiting().getFirst();
    bank.acquirer.during("refund", bank::claimElsewhere);

    assertThatThrownBy(() -> bank.advance().advance(worked)).isInstanceOf(ClaimLost.class);

    assertThat(bank.ledger.sales()).isEqualTo(600);
    assertThat(sinceCapture()).containsExactly(refunded(400, "r1"));
    assertThat(bank.state()).isEqualTo(PaymentState.REFUNDING);
  }

  @Test
  void twoWorkersPublishARefundOnce() {
    bank.workers.pause();
    bank.orders().linesReturned(ORDER, "r1", 400);
    var worked = bank.workers.waiting().getFirst();
    bank.acquirer.during("refund", () -> bank.advance().advance(bank.claimElsewhere()));

    bank.advance().advance(worked);

    assertThat(bank.ledger.sales()).isEqualTo(600);
    assertThat(sinceCapture()).containsExactly(refunded(400, "r1"));
    assertThat(bank.state()).isEqualTo(PaymentState.CAPTURED);
  }

  @Test
  void aRefusalThatMovedNoMoneyNeedsTheClaim() {
    bank.workers.pause();
    bank.orders().linesReturned(ORDER, "r1", 400);
    var worked = bank.workers.waiting().getFirst();
    bank.acquirer.answer("refund", new NotRefunded(null, "charge_disputed"));
    bank.acquirer.during("refund", bank::claimElsewhere);

    assertThatThrownBy(() -> bank.advance().advance(worked)).isInstanceOf(ClaimLost.class);

    assertThat(only().status()).isEqualTo(Status.REQUESTED);
    assertThat(sinceCapture()).isEmpty();
    assertThat(bank.incidents.all()).isEmpty();
  }

  private Refund only() {
    var all = bank.refunds.all(bank.payment().id());
    assertThat(all).hasSize(1);
    return all.getFirst();
  }

  private long refundCalls() {
    return bank.acquirer.calls().stream().filter("refund"::equals).count();
  }

  private List<PaymentEvent> sinceCapture() {
    return bank.published().subList(2, bank.published().size());
  }

  private static PaymentRefunded refunded(long amount, String returnId) {
    return new PaymentRefunded(new Money(amount, "EUR"), returnId);
  }
}
