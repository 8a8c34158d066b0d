package dev.coalmine.payment.domain;

import static dev.coalmine.payment.domain.PaymentState.CAPTURED;
import static dev.coalmine.payment.domain.PaymentState.REFUNDING;
import static dev.coalmine.payment.domain.Refund.Status.FAILED;
import static dev.coalmine.payment.domain.Refund.Status.PENDING;
import static dev.coalmine.payment.domain.Refund.Status.SUCCEEDED;
import static org.assertj.core.api.Assertions.assertThat;

import dev.coalmine.payment.domain.AcquirerOutcome.Authorized;
import dev.coalmine.payment.domain.AcquirerOutcome.Captured;
import dev.coalmine.payment.domain.AcquirerOutcome.Declined;
import dev.coalmine.payment.domain.AcquirerOutcome.Unclear;
import dev.coalmine.payment.domain.AcquirerOutcome.Unconfirmed;
import dev.coalmine.payment.domain.AcquirerOutcome.Voided;
import dev.coalmine.payment.domain.PaymentEvent.PaymentAuthorized;
import dev.coalmine.payment.domain.PaymentEvent.PaymentCaptureFailed;
import dev.coalmine.payment.domain.PaymentEvent.PaymentVoided;
import dev.coalmine.payment.domain.PaymentEvent.RefundFailed;
import dev.coalmine.payment.domain.PaymentLifecycle.RefundDecision;
import dev.coalmine.payment.domain.PaymentLifecycle.ReturnDecision;
import dev.coalmine.payment.domain.PaymentLifecycle.ReturnDecision.Rejected;
import dev.coalmine.payment.domain.PaymentLifecycle.Transition;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;

class PaymentLifecycleTests {

  private static final Money PRICE = new Money(1299, "EUR");

  @Test
  void aHoldAuthorizes() {
    var next =
        PaymentLifecycle.after(payment(PaymentState.AUTHORIZING), new Authorized()).orElseThrow();

    assertThat(next.state()).isEqualTo(PaymentState.AUTHORIZED);
    assertThat(next.events()).containsExactly(new PaymentAuthorized(PRICE));
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

  /** Every input is given in every state, with and without a cancellation. */
  @Test
  void noOtherStateFollows() {
    var edges = new TreeSet<String>();
    for (var state : PaymentState.values()) {
      for (var payment : List.of(payment(state), cancelled(state))) {
        inputs(payment).map(next -> state.text() + " > " + next.text()).forEach(edges::add);
      }
    }
    assertThat(edges)
        .containsExactly(
            "Authorized > Capturing",
            "Authorized > Voiding",
            "Authorizing > Authorized",
            "Authorizing > Declined",
            "Authorizing > Unknown",
            "Authorizing > Voided",
            "Authorizing > Voiding",
            "Captured > Refunding",
            "Capturing > Captured",
            "Capturing > Refunding",
            "Capturing > Voided",
            "Refunding > Captured",
            "Refunding > Refunded",
            "Unknown > Authorized",
            "Unknown > Declined",
            "Unknown > Voided",
            "Unknown > Voiding",
            "Voided > Voided",
            "Voiding > Refunding",
            "Voiding > Voided");
  }

  private static Stream<PaymentState> inputs(Payment payment) {
    var outcomes =
        Stream.of(
                new Authorized(),
                new Declined("lost"),
                new Captured("txn", 1),
                new Voided("expired"),
                new Unconfirmed(),
                new Unclear("timed out"))
            .map(outcome -> PaymentLifecycle.after(payment, outcome));
    var orders = Stream.of(PaymentLifecycle.capture(payment), PaymentLifecycle.cancel(payment));
    var returned =
        PaymentLifecycle.returned(payment, "r1") instanceof ReturnDecision.Accepted accepted
            ? Stream.of(accepted.transition())
            : Stream.<Optional<Transition>>empty();
    var refunds =
        Stream.of(List.of(returned(SUCCEEDED)), List.of(returned(SUCCEEDED), rest(SUCCEEDED)))
            .map(all -> PaymentLifecycle.afterRefunds(payment, all))
            .map(decision -> decision.map(PaymentLifecycleTests::transition));
    return Stream.of(outcomes, orders, returned, refunds)
        .flatMap(Function.identity())
        .flatMap(Optional::stream)
        .map(Transition::state);
  }

  private static Transition transition(RefundDecision decision) {
    return decision instanceof RefundDecision.Finished(var transition) ? transition : null;
  }

  @Test
  void aReturnIsRefundedFromWhatIsCaptured() {
    assertThat(accepted(CAPTURED).orElseThrow())
        .isEqualTo(new Transition(REFUNDING, null, List.of(), false));
    assertThat(accepted(REFUNDING)).isEmpty();
  }

  private static Optional<Transition> accepted(PaymentState state) {
    return ((ReturnDecision.Accepted) PaymentLifecycle.returned(payment(state), "r1")).transition();
  }

  @ParameterizedTest
  @EnumSource(
      value = PaymentState.class,
      mode = Mode.EXCLUDE,
      names = {"CAPTURED", "REFUNDING"})
  void aReturnIsRejectedWhenNothingIsCaptured(PaymentState state) {
    assertThat(PaymentLifecycle.returned(payment(state), "r1"))
        .isEqualTo(new Rejected(new RefundFailed("r1", "payment-" + state.text())));
  }

  @Test
  void aReturnOfACancelledOrderIsRejected() {
    assertThat(PaymentLifecycle.returned(new Tombstone(1, "0S9V"), "r1"))
        .isEqualTo(new Rejected(new RefundFailed("r1", "payment-Voided")));
  }

  @Test
  void aCancellationRefundsTheRest() {
    assertThat(PaymentLifecycle.cancel(payment(CAPTURED)).orElseThrow())
        .isEqualTo(new Transition(REFUNDING, null, List.of(), true));
  }

  @Test
  void anOpenRefundIsWaitedFor() {
    assertThat(PaymentLifecycle.afterRefunds(payment(REFUNDING), List.of(returned(PENDING))))
        .contains(new RefundDecision.Wait());
  }

  @Test
  void aRefusedReturnIsSettledByPeople() {
    assertThat(PaymentLifecycle.afterRefunds(payment(REFUNDING), List.of(returned(FAILED))))
        .contains(new RefundDecision.Finished(new Transition(CAPTURED, null, List.of(), false)));
  }

  @Test
  void aRefusedRestIsMadeAnew() {
    assertThat(PaymentLifecycle.afterRefunds(cancelled(REFUNDING), List.of(rest(FAILED))))
        .contains(new RefundDecision.ReopenRest(rest(FAILED)));
  }

  @Test
  void aCancellationDuringRefundsAddsTheRest() {
    assertThat(PaymentLifecycle.afterRefunds(cancelled(REFUNDING), List.of(returned(SUCCEEDED))))
        .contains(new RefundDecision.AddRest());
  }

  private static Refund returned(Refund.Status status) {
    return new Refund(7, 1, "r1", 400, status, "re", 1, 0);
  }

  private static Refund rest(Refund.Status status) {
    return new Refund(8, 1, null, 899, status, "re", 1, 0);
  }

  private static Payment payment(PaymentState state) {
    return payment(state, false);
  }

  private static Payment cancelled(PaymentState state) {
    return payment(state, true);
  }

  private static Payment payment(PaymentState state, boolean cancelRequested) {
    return new Payment(1, "0S9V", "alice", PRICE, state, "pi", null, cancelRequested, 0, 0, 0, 1);
  }
}
