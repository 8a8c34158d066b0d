package dev.coalmine.payment.domain;

import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.payment.domain.AcquirerOutcome.Authorized;
import dev.coalmine.payment.domain.AcquirerOutcome.Captured;
import dev.coalmine.payment.domain.AcquirerOutcome.Declined;
import dev.coalmine.payment.domain.AcquirerOutcome.Unclear;
import dev.coalmine.payment.domain.AcquirerOutcome.Voided;
import dev.coalmine.payment.domain.PaymentEvent.PaymentAuthorized;
import dev.coalmine.payment.domain.PaymentEvent.PaymentCaptureFailed;
import dev.coalmine.payment.domain.PaymentEvent.PaymentVoided;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class PaymentLifecycleTests {

  @Test
  void aHoldAuthorizes() {
    var next =
        PaymentLifecycle.after(payment(PaymentState.AUTHORIZING), new Authorized()).orElseThrow();

    assertThat(next.state()).isEqualTo(PaymentState.AUTHORIZED);
    assertThat(next.events()).containsExactly(new PaymentAuthorized());
  }

  @Test
  void aHoldThatIsNoLongerWantedIsVoidedAndNotSaid() {
    var next =
        PaymentLifecycle.after(cancelled(PaymentState.UNKNOWN), new Authorized()).orElseThrow();

    assertThat(next.state()).isEqualTo(PaymentState.VOIDING);
    assertThat(next.events()).isEmpty();
  }

  @Test
  void noAnswerMakesAnAuthorizationUnknownAndACaptureWait() {
    var unclear = new Unclear("timed out");

    assertThat(PaymentLifecycle.after(payment(PaymentState.AUTHORIZING), unclear).orElseThrow())
        .extracting(PaymentLifecycle.Transition::state)
        .isEqualTo(PaymentState.UNKNOWN);
    assertThat(PaymentLifecycle.after(payment(PaymentState.CAPTURING), unclear)).isEmpty();
  }

  @Test
  void aLostHoldFailsTheCapture() {
    var expired = new Voided("authorization-expired");
    var next = PaymentLifecycle.after(payment(PaymentState.CAPTURING), expired).orElseThrow();

    assertThat(next.state()).isEqualTo(PaymentState.VOIDED);
    assertThat(next.reason()).isEqualTo("authorization-expired");
    assertThat(next.events()).containsExactly(new PaymentCaptureFailed("authorization-expired"));
    assertThat(PaymentLifecycle.cancel(payment(PaymentState.VOIDED)).orElseThrow().events())
        .containsExactly(new PaymentVoided());
  }

  @Test
  void moneyThatIsNoLongerWantedGoesBack() {
    assertThat(
            PaymentLifecycle.after(cancelled(PaymentState.CAPTURING), new Captured("txn", 1))
                .orElseThrow()
                .state())
        .isEqualTo(PaymentState.REFUNDING);
  }

  @ParameterizedTest
  @EnumSource(
      value = PaymentState.class,
      names = {"AUTHORIZED", "DECLINED", "CAPTURED", "VOIDED", "REFUNDED"})
  void aSecondWorkersOutcomeChangesNothingThatRests(PaymentState state) {
    assertThat(PaymentLifecycle.after(payment(state), new Authorized())).isEmpty();
    assertThat(PaymentLifecycle.after(payment(state), new Declined("late"))).isEmpty();
    assertThat(PaymentLifecycle.after(payment(state), new Captured("txn", 1))).isEmpty();
  }

  private static Payment payment(PaymentState state) {
    return payment(state, false);
  }

  private static Payment cancelled(PaymentState state) {
    return payment(state, true);
  }

  private static Payment payment(PaymentState state, boolean cancelRequested) {
    return new Payment(
        1, "0S9V", "alice", new Money(1299, "EUR"), state, "pi", null, cancelRequested, 0, 0, 0, 1);
  }
}
