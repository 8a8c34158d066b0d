package dev.coalmine.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.stripe.exception.StripeException;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentCreateParams.CaptureMethod;
import com.stripe.param.PaymentIntentListParams;
import dev.coalmine.lab.acquirer.Behaviour;
import dev.coalmine.lab.acquirer.Behaviour.Kind;
import dev.coalmine.payment.domain.Money;
import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.PaymentState;
import dev.coalmine.payment.processing.StartPayment;
import dev.coalmine.platform.id.Ids;
import java.time.Duration;
import java.util.Map;
import java.util.concurrent.Executors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.springframework.beans.factory.annotation.Autowired;

/** From an order to its money and back, whatever goes wrong on the way. */
class PaymentProcessIntegrationTests extends PaymentServiceTest {

  /** Of the pool, as application.yaml has it. */
  private static final int CONNECTIONS = 16;

  @Autowired StartPayment start;

  @Test
  void holdsTheMoneyOfAnOrderAndTakesItWhenTheOrderIsConfirmed() throws StripeException {
    placed(1299);
    eventually("Authorized");
    assertThat(booked("Sales")).isZero(); // a hold is not money

    confirmed();
    eventually("Captured");

    assertThat(said()).containsExactly("payment.authorized.v1", "payment.captured.v1");
    assertThat(booked("Sales")).isEqualTo(-1299);
    assertThat(booked("AcquirerFees")).isEqualTo(44);
    assertThat(booked("AcquirerBalance")).isEqualTo(1299 - 44);
    assertThat(STRIPE.v1().paymentIntents().retrieve(intent()).getAmountReceived()).isEqualTo(1299);
  }

  @Test
  void declinesWhatTheAcquirerDeclinesAndHoldsNothing() throws StripeException {
    ACQUIRER.behave(Behaviour.always(Kind.DECLINE, 60));
    placed(1299);
    eventually("Declined");

    assertThat(said()).containsExactly("payment.declined.v1");
    assertThat(STRIPE.v1().paymentIntents().retrieve(intent()).getStatus()).isEqualTo("canceled");
  }

  @Test
  void declinesWhatTheAcquirerWillNotHave() {
    placed(1);
    eventually("Declined");

    assertThat(said()).containsExactly("payment.declined.v1");
  }

  @Test
  void paysNothingForAnOrderOfNothing() {
    placed(0);
    eventually("Authorized");
    confirmed();
    eventually("Captured");

    assertThat(said()).containsExactly("payment.authorized.v1", "payment.captured.v1");
    assertThat(booked("Sales")).isZero();
  }

  @Test
  void findsOutWhatALostReplyWouldHaveSaid() throws StripeException {
    ACQUIRER.behave(Behaviour.always(Kind.LOSE_REPLY, 60, "confirm"));
    placed(1299);
    eventually("Authorized");
    ACQUIRER.behave(Behaviour.always(Kind.LOSE_REPLY, 60, "capture"));
    confirmed();
    eventually("Captured");

    assertThat(intentsOfOrder()).isEqualTo(1);
    assertThat(booked("Sales")).isEqualTo(-1299);
  }

  @Test
  void asksAgainUntilAnAcquirerThatFailsIsBack() {
    ACQUIRER.behave(Behaviour.always(Kind.FAIL_BEFORE, 60));
    placed(1299);
    eventually("Unknown");
    await().during(Duration.ofSeconds(1)).until(() -> state().equals("Unknown"));

    ACQUIRER.behaveAgain();

    eventually("Authorized");
  }

  /** Killed after the acquirer had committed and before we had: only the intent's id is stored. */
  @Test
  void takesUpWhatADeadProcessHadConfirmed() throws StripeException {
    var params =
        PaymentIntentCreateParams.builder()
            .setAmount(1299L)
            .setCurrency("eur")
            .setCaptureMethod(CaptureMethod.MANUAL)
            .setPaymentMethod("pm_card_visa")
            .putMetadata("coalmine_order", order)
            .build();
    var confirmed = STRIPE.v1().paymentIntents().create(params);
    STRIPE.v1().paymentIntents().confirm(confirmed.getId());
    jdbc.sql(
            """
            insert into payment (id, order_id, customer, amount, currency, state, intent, sequence,
                                 attempt, next_attempt_at, claimed_until)
            values (?, ?, 'alice', 1299, 'EUR', 'Authorizing', ?, 0, 1, now(), now())
            """)
        .params(Ids.next(), order, confirmed.getId())
        .update();
    placed(1299); // Kafka had not been told that it was done

    eventually("Authorized");

    assertThat(intentsOfOrder()).isEqualTo(1);
    assertThat(said()).containsExactly("payment.authorized.v1");
  }

  @Test
  void beginsOncePerOrderHoweverManyAsk() throws StripeException {
    var states =
        IntStream.range(0, 10)
            .parallel()
            .mapToObj(_ -> call(Duration.ofSeconds(5)).state())
            .toList();
    placed(1299);
    eventually("Authorized");

    assertThat(states).contains(PaymentState.AUTHORIZED);
    assertThat(intentsOfOrder()).isEqualTo(1);
    assertThat(said()).containsExactly("payment.authorized.v1");
  }

  @Test
  void tellsACallWhatTheEventsWorkCameTo() {
    ACQUIRER.behave(Behaviour.late(Kind.SLOW, 400, 60, "confirm"));
    placed(1299);
    eventually("Authorizing");

    assertThat(call(Duration.ofSeconds(30)).state()).isEqualTo(PaymentState.AUTHORIZED);
    assertThat(said()).containsExactly("payment.authorized.v1");
  }

  @Test
  void tellsACallThatTheEventsWorkCameToADecline() {
    ACQUIRER.behave(Behaviour.late(Kind.SLOW, 400, 60, "create"));
    ACQUIRER.behave(Behaviour.always(Kind.DECLINE, 60));
    placed(1299);
    eventually("Authorizing");

    var payment = call(Duration.ofSeconds(30));

    assertThat(payment.state()).isEqualTo(PaymentState.DECLINED);
    assertThat(payment.reason()).isNotBlank();
  }

  @Test
  void tellsACallWhatCameOfAPaymentWhoseProcessDied() {
    begunElsewhere("now()");

    assertThat(call(Duration.ofSeconds(30)).state()).isEqualTo(PaymentState.AUTHORIZED);
  }

  /** Nor do the calls that wait keep a connection of the database from others. */
  @Test
  void doesNotWaitForADeadProcessLongerThanTheCall() {
    begunElsewhere("now() + interval '1 hour'");

    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      var calls =
          IntStream.range(0, 3 * CONNECTIONS)
              .mapToObj(_ -> threads.submit(() -> call(Duration.ofSeconds(4)).state()))
              .toList();
      for (var call : calls) {
        assertThat(call).succeedsWithin(Duration.ofSeconds(30)).isEqualTo(PaymentState.AUTHORIZING);
      }
    }
  }

  @Test
  @Timeout(30)
  void tellsACallAtOnceThatTheAcquirerDoesNotAnswer() {
    ACQUIRER.behave(Behaviour.always(Kind.FAIL_BEFORE, 60));
    placed(1299);
    eventually("Unknown");

    assertThat(call(Duration.ofMinutes(5)).state()).isEqualTo(PaymentState.UNKNOWN);
  }

  @Test
  @Timeout(30)
  void doesNotWaitForThePaymentOfAnotherPrice() {
    begunElsewhere("now() + interval '1 hour'");

    var payment =
        (Payment) start.andWait(order, "alice", new Money(1, "EUR"), Duration.ofMinutes(5));

    assertThat(payment.state()).isEqualTo(PaymentState.AUTHORIZING);
  }

  private Payment call(Duration patience) {
    return (Payment) start.andWait(order, "alice", new Money(1299, "EUR"), patience);
  }

  /** By a replica that is not to be heard of again. */
  private void begunElsewhere(String claimedUntil) {
    jdbc.sql(
            """
            insert into payment (id, order_id, customer, amount, currency, state, sequence,
                                 next_attempt_at, claimed_until)
            values (?, ?, 'alice', 1299, 'EUR', 'Authorizing', 0, now(), %s)
            """
                .formatted(claimedUntil))
        .params(Ids.next(), order)
        .update();
  }

  @Test
  void voidsTheHoldOfACancelledOrder() throws StripeException {
    placed(1299);
    eventually("Authorized");
    cancellationRequested();
    eventually("Voided");

    assertThat(said()).containsExactly("payment.authorized.v1", "payment.voided.v1");
    assertThat(STRIPE.v1().paymentIntents().retrieve(intent()).getStatus()).isEqualTo("canceled");
  }

  @Test
  void voidsWhatBecomesKnownOnlyAfterTheCancellation() {
    ACQUIRER.behave(Behaviour.always(Kind.LOSE_REPLY, 60, "confirm"));
    ACQUIRER.behave(Behaviour.always(Kind.FAIL_BEFORE, 60, "retrieve"));
    placed(1299);
    eventually("Unknown");
    cancellationRequested();
    await().until(() -> cancelRequested());

    ACQUIRER.behaveAgain();

    eventually("Voided");
    assertThat(said()).containsExactly("payment.voided.v1");
  }

  @Test
  void neverPaysAnOrderThatWasCancelledBeforeItWasKnown() {
    cancellationRequested();
    eventually("Voided");
    placed(1299);
    confirmed();
    await().until(() -> appliedEvents() == 3);

    assertThat(state()).isEqualTo("Voided");
    assertThat(said()).containsExactly("payment.voided.v1");
  }

  @Test
  void givesBackPartsAndThenTheRest() throws StripeException {
    placed(1000);
    eventually("Authorized");
    confirmed();
    eventually("Captured");

    returned("0S9VGSVYGQJRN", 400);
    await().until(() -> said().contains("payment.refunded.v1") && state().equals("Captured"));
    cancellationRequested();
    eventually("Refunded");

    assertThat(booked("Sales")).isZero();
    assertThat(booked("AcquirerBalance") + booked("AcquirerFees")).isZero();
    var amounts =
        jdbc.sql("select amount from refund order by id").query(Long.class).list().stream()
            .mapToLong(a -> a)
            .sum();
    assertThat(amounts).isGreaterThanOrEqualTo(1000);
    assertThat(said())
        .containsExactly(
            "payment.authorized.v1",
            "payment.captured.v1",
            "payment.refunded.v1",
            "payment.refunded.v1");
  }

  @Test
  void waitsForARefundThatIsPendingAndBooksItOnce() {
    placed(1000);
    eventually("Authorized");
    confirmed();
    eventually("Captured");
    ACQUIRER.behave(Behaviour.always(Kind.PENDING_REFUNDS, 60));
    ACQUIRER.behave(Behaviour.always(Kind.LOSE_REPLY, 60, "refund"));
    cancellationRequested();
    eventually("Refunding");
    await().until(() -> booked("Sales") == 0);

    ACQUIRER.behaveAgain();

    eventually("Refunded");
    assertThat(booked("Sales")).isZero();
  }

  /** A client of the call asked for another amount than the order's. */
  @Test
  void undoesWhatACallAskedForAndTheOrderDoesNotKnow() throws StripeException {
    start.andWait(order, "alice", new Money(5000, "EUR"), Duration.ofSeconds(5));
    eventually("Authorized");
    placed(1299);

    eventually("Voided");
    assertThat(said()).containsExactly("payment.authorized.v1", "payment.voided.v1");
    assertThat(STRIPE.v1().paymentIntents().retrieve(intent()).getStatus()).isEqualTo("canceled");
  }

  private boolean cancelRequested() {
    return jdbc.sql("select cancel_requested from payment where order_id = ?")
        .params(order)
        .query(Boolean.class)
        .single();
  }

  private long appliedEvents() {
    return jdbc.sql("select last_sequence from inbox where key = ?")
        .params(order)
        .query(Long.class)
        .optional()
        .orElse(0L);
  }

  private long intentsOfOrder() throws StripeException {
    long found = 0;
    var all = PaymentIntentListParams.builder().setLimit(100L).build();
    for (var intent : STRIPE.v1().paymentIntents().list(all).autoPagingIterable()) {
      if (Map.of("coalmine_order", order).equals(intent.getMetadata())) {
        found++;
      }
    }
    return found;
  }
}
