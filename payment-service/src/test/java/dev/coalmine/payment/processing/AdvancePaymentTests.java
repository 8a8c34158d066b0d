package dev.coalmine.payment.processing;

import static dev.coalmine.payment.memory.MemoryBank.ORDER;
import static dev.coalmine.payment.memory.MemoryBank.PAUSE;
import static dev.coalmine.payment.memory.MemoryBank.PRICE;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.coalmine.payment.domain.Acquirer.Creation;
import dev.coalmine.payment.domain.AcquirerOutcome.Authorized;
import dev.coalmine.payment.domain.AcquirerOutcome.Captured;
import dev.coalmine.payment.domain.AcquirerOutcome.Declined;
import dev.coalmine.payment.domain.AcquirerOutcome.Unclear;
import dev.coalmine.payment.domain.AcquirerOutcome.Unconfirmed;
import dev.coalmine.payment.domain.AcquirerOutcome.Voided;
import dev.coalmine.payment.domain.Money;
import dev.coalmine.payment.domain.PaymentEvent.PaymentAuthorized;
import dev.coalmine.payment.domain.PaymentEvent.PaymentCaptureFailed;
import dev.coalmine.payment.domain.PaymentEvent.PaymentCaptured;
import dev.coalmine.payment.domain.PaymentEvent.PaymentDeclined;
import dev.coalmine.payment.domain.PaymentEvent.PaymentRefunded;
import dev.coalmine.payment.domain.PaymentEvent.PaymentVoided;
import dev.coalmine.payment.domain.PaymentState;
import dev.coalmine.payment.memory.MemoryBank;
import dev.coalmine.payment.memory.MemoryEvents.NotPublished;
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;

class AdvancePaymentTests {

  private static final PaymentAuthorized AUTHORIZED = new PaymentAuthorized(PRICE);
  private static final PaymentCaptured CAPTURED = new PaymentCaptured(PRICE, new Money(30, "EUR"));

  private final MemoryBank bank = new MemoryBank();

  @Test
  void authorizesAndCapturesAndBooksTheMoney() {
    bank.captured();

    assertThat(bank.state()).isEqualTo(PaymentState.CAPTURED);
    assertThat(bank.acquirer.calls()).containsExactly("create", "confirm", "capture");
    assertThat(bank.published()).containsExactly(AUTHORIZED, CAPTURED);
    assertThat(bank.ledger.sales()).isEqualTo(1000);
    assertThat(bank.ledger.fees()).isEqualTo(30);
  }

  @Test
  void asksTheAcquirerForNothingWhenThePriceIsZero() {
    bank.orders().placed(ORDER, MemoryBank.CUSTOMER, new Money(0, "EUR"));
    bank.orders().confirmed(ORDER);

    assertThat(bank.state()).isEqualTo(PaymentState.CAPTURED);
    assertThat(bank.acquirer.calls()).isEmpty();
    assertThat(bank.ledger.sales()).isZero();
  }

  @Test
  void declinesWhatTheAcquirerRejects() {
    bank.acquirer.answer("create", new Creation.NotCreated("amount_too_small"));
    bank.placed();

    assertThat(bank.state()).isEqualTo(PaymentState.DECLINED);
    assertThat(bank.published()).containsExactly(new PaymentDeclined("amount_too_small"));
  }

  @Test
  void storesTheIntentBeforeTheAcquirerIsAskedToHoldTheMoney() {
    var stored = new AtomicReference<String>();
    bank.acquirer.during("confirm", () -> stored.set(bank.payment().intent()));
    bank.placed();

    assertThat(stored.get()).isEqualTo("intent of " + ORDER);
  }

  @Test
  void findsOutWhatAnAttemptCameToBeforeAnotherOne() {
    bank.acquirer.answer("confirm", new Unclear("timed out"));
    bank.placed();
    assertThat(bank.state()).isEqualTo(PaymentState.UNKNOWN);

    bank.acquirer.answer("find", new Authorized());
    bank.tryAgain();

    assertThat(bank.acquirer.calls()).containsExactly("create", "confirm", "find");
    assertThat(bank.published()).containsExactly(AUTHORIZED);
  }

  @Test
  void confirmsAgainWhatWasNotConfirmed() {
    bank.acquirer.answer("confirm", new Unclear("timed out"));
    bank.placed();
    bank.acquirer.answer("find", new Unconfirmed());
    bank.tryAgain();

    assertThat(bank.acquirer.calls()).containsExactly("create", "confirm", "find", "confirm");
    assertThat(bank.state()).isEqualTo(PaymentState.AUTHORIZED);
  }

  @Test
  void givesTheClaimUpAndWaitsLongerAfterEachFailure() {
    bank.acquirer.answer("confirm", new Unclear("timed out"));
    bank.acquirer.answer("find", new Unclear("timed out"));
    bank.placed();

    assertThat(bank.payments.isClaimed(ORDER, bank.now())).isFalse();
    assertThat(bank.payments.nextAttempt(ORDER)).isEqualTo(bank.now().plus(PAUSE));

    bank.tryAgain();

    assertThat(bank.payments.nextAttempt(ORDER)).isEqualTo(bank.now().plus(PAUSE.multipliedBy(2)));
  }

  @Test
  void asksForNoHoldOnceTheClaimIsLost() {
    bank.workers.pause();
    bank.placed();
    bank.acquirer.during("create", bank::claimElsewhere);
    var worked = bank.workers.waiting().getFirst();

    assertThatThrownBy(() -> bank.advance().advance(worked)).isInstanceOf(ClaimLost.class);

    assertThat(bank.acquirer.calls()).containsExactly("create");
    assertThat(bank.payment().intent()).isNull();
  }

  @Test
  void aKnownOutcomeCountsThoughTheClaimIsLost() {
    bank.acquirer.during("confirm", bank::claimElsewhere);
    bank.placed();

    assertThat(bank.state()).isEqualTo(PaymentState.AUTHORIZED);
    assertThat(bank.published()).containsExactly(AUTHORIZED);
  }

  @Test
  void anUnclearOutcomeDoesNotPostponeTheWorkOfAnotherWorker() {
    bank.workers.pause();
    bank.placed();
    bank.acquirer.answer("confirm", new Unclear("timed out"));
    bank.acquirer.during("confirm", bank::claimElsewhere);
    var worked = bank.workers.waiting().getFirst();

    assertThatThrownBy(() -> bank.advance().advance(worked)).isInstanceOf(ClaimLost.class);

    assertThat(bank.state()).isEqualTo(PaymentState.AUTHORIZING);
    assertThat(bank.payment().failures()).isZero();
    assertThat(bank.payments.isClaimed(ORDER, bank.now())).isTrue();
  }

  @Test
  void twoWorkersCaptureOnce() {
    bank.placed();
    bank.acquirer.during("capture", this::captureElsewhere);
    bank.orders().confirmed(ORDER);

    assertThat(bank.state()).isEqualTo(PaymentState.CAPTURED);
    assertThat(bank.published()).containsExactly(AUTHORIZED, CAPTURED);
    assertThat(bank.ledger.sales()).isEqualTo(1000);
  }

  private void captureElsewhere() {
    bank.acquirer.answer("find", new Captured("capture of " + ORDER, 30));
    bank.advance().advance(bank.claimElsewhere());
  }

  @Test
  void stateLedgerAndEventAreStoredTogether() {
    bank.placed();
    bank.workers.pause();
    bank.orders().confirmed(ORDER);
    var worked = bank.workers.waiting().getFirst();
    bank.events.fail(true);

    assertThatThrownBy(() -> bank.advance().advance(worked)).isInstanceOf(NotPublished.class);

    assertThat(bank.state()).isEqualTo(PaymentState.CAPTURING);
    assertThat(bank.ledger.sales()).isZero();

    bank.events.fail(false);
    bank.acquirer.answer("find", new Captured("capture of " + ORDER, 30));
    bank.tryAgain();

    assertThat(bank.state()).isEqualTo(PaymentState.CAPTURED);
    assertThat(bank.ledger.sales()).isEqualTo(1000);
  }

  @Test
  void aCaptureThatWasNotAnsweredIsLookedUpFirst() {
    bank.placed();
    bank.acquirer.answer("capture", new Unclear("timed out"));
    bank.orders().confirmed(ORDER);
    bank.acquirer.answer("find", new Captured("capture of " + ORDER, 30));
    bank.tryAgain();

    assertThat(bank.acquirer.calls()).containsExactly("create", "confirm", "capture", "find");
    assertThat(bank.published()).containsExactly(AUTHORIZED, CAPTURED);
  }

  @Test
  void aHoldThatHasExpiredFailsTheCapture() {
    bank.placed();
    bank.acquirer.answer("capture", new Voided("authorization-expired"));
    bank.orders().confirmed(ORDER);

    assertThat(bank.state()).isEqualTo(PaymentState.VOIDED);
    assertThat(bank.published())
        .containsExactly(AUTHORIZED, new PaymentCaptureFailed("authorization-expired"));
  }

  @Test
  void aCancellationBeforeTheCaptureGivesTheHoldUp() {
    bank.placed();
    bank.orders().cancellationRequested(ORDER);
    bank.orders().confirmed(ORDER);

    assertThat(bank.acquirer.calls()).containsExactly("create", "confirm", "cancel");
    assertThat(bank.published()).containsExactly(AUTHORIZED, new PaymentVoided());
    assertThat(bank.ledger.sales()).isZero();
  }

  @Test
  void aCancellationDuringTheAuthorizationIsNotAnnouncedAsAuthorized() {
    bank.acquirer.during("confirm", () -> bank.orders().cancellationRequested(ORDER));
    bank.placed();

    assertThat(bank.state()).isEqualTo(PaymentState.VOIDED);
    assertThat(bank.published()).containsExactly(new PaymentVoided());
  }

  @Test
  void aCancelledPaymentIsNotConfirmedAgain() {
    bank.acquirer.answer("confirm", new Unclear("timed out"));
    bank.placed();
    bank.orders().cancellationRequested(ORDER);
    bank.acquirer.answer("find", new Unconfirmed());
    bank.tryAgain();

    assertThat(bank.acquirer.calls()).containsExactly("create", "confirm", "find", "cancel");
    assertThat(bank.published()).containsExactly(new PaymentVoided());
  }

  @Test
  void aVoidThatWasNotAnsweredIsLookedUpFirst() {
    bank.placed();
    bank.acquirer.answer("cancel", new Unclear("timed out"));
    bank.orders().cancellationRequested(ORDER);
    bank.acquirer.answer("find", new Voided("canceled"));
    bank.tryAgain();

    assertThat(bank.acquirer.calls()).containsExactly("create", "confirm", "cancel", "find");
    assertThat(bank.state()).isEqualTo(PaymentState.VOIDED);
  }

  @Test
  void aCancellationDuringTheCaptureRefundsTheMoney() {
    bank.placed();
    bank.acquirer.during("capture", () -> bank.orders().cancellationRequested(ORDER));
    bank.orders().confirmed(ORDER);

    assertThat(bank.state()).isEqualTo(PaymentState.REFUNDED);
    assertThat(bank.published())
        .isEqualTo(List.of(AUTHORIZED, CAPTURED, new PaymentRefunded(PRICE, null)));
    assertThat(bank.ledger.sales()).isZero();
  }

  @Test
  void aDeclineIsNotUndoneByACancellation() {
    bank.acquirer.answer("confirm", new Declined("insufficient_funds"));
    bank.placed();
    bank.orders().cancellationRequested(ORDER);

    assertThat(bank.state()).isEqualTo(PaymentState.DECLINED);
    assertThat(bank.published()).containsExactly(new PaymentDeclined("insufficient_funds"));
  }

  @Test
  void aClaimThatIsHeldCanBeRenewedAndALostOneCannot() {
    bank.workers.pause();
    bank.placed();
    var worked = bank.workers.waiting().getFirst();
    assertThat(bank.claims().renew(worked).claim()).isEqualTo(worked.claim());

    bank.claimElsewhere();

    assertThatThrownBy(() -> bank.claims().renew(worked)).isInstanceOf(ClaimLost.class);
  }
}
