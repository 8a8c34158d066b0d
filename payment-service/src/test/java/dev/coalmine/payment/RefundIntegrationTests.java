package dev.coalmine.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.stripe.exception.StripeException;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import dev.coalmine.lab.acquirer.Behaviour;
import dev.coalmine.lab.acquirer.Behaviour.Kind;
import dev.coalmine.payment.domain.Acquirer;
import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.domain.Payments;
import dev.coalmine.payment.domain.Refunds;
import dev.coalmine.payment.domain.Workers;
import dev.coalmine.platform.id.Ids;
import java.time.Duration;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

/** Parts of a payment can be given back again and again: nothing but us keeps it from twice. */
class RefundIntegrationTests extends PaymentServiceTest {

  private static final String RETURN = Ids.text(Ids.next());

  @Autowired Payments payments;
  @Autowired Refunds refunds;
  @Autowired Workers workers;
  @Autowired Acquirer acquirer;

  @BeforeEach
  void takeTheMoney() {
    placed(1000);
    eventually("Authorized");
    confirmed();
    eventually("Captured");
  }

  @Test
  void doesNothingForAWorkerWhoseClaimWasTaken() throws StripeException {
    var stale = claimedReturn();
    jdbc.sql("update payment set claim = claim + 1 where order_id = ?").params(order).update();

    workers.work(stale).join();

    assertThat(refundsAtTheAcquirer()).isZero();
    assertThat(state()).isEqualTo("Refunding");
    jdbc.sql("update payment set claimed_until = null where order_id = ?").params(order).update();
    eventually("Captured");
    assertThat(refundsAtTheAcquirer()).isEqualTo(1);
  }

  /** Frozen before it sent its request, and thawed when another had long done the work. */
  @Test
  void givesBackOnceThoughARequestIsSentLate() throws StripeException {
    var payment = claimedReturn();
    var late = refunds.beginAttempt(refunds.open(payment.id()).getFirst().id());
    jdbc.sql("update payment set claimed_until = null where order_id = ?").params(order).update();
    eventually("Captured");

    acquirer.refund(payment, late);

    assertThat(refundsAtTheAcquirer()).isEqualTo(1);
  }

  @Test
  void asksAgainForWhatACancellationMustGiveBack() throws StripeException {
    var byHand = RefundCreateParams.builder().setPaymentIntent(intent()).setAmount(1L).build();
    STRIPE.v1().refunds().create(byHand); // so that the rest is more than can be refunded

    cancellationRequested();

    await().atMost(Duration.ofSeconds(30)).until(() -> failures() > 1);
    assertThat(state()).isEqualTo("Refunding");
    assertThat(said()).containsExactly("payment.authorized.v1", "payment.captured.v1");
  }

  @Test
  void givesTheRestBackOnceTheAcquirerDoes() {
    ACQUIRER.behave(Behaviour.always(Kind.FAIL_REFUNDS, 60));
    cancellationRequested();
    await().atMost(Duration.ofSeconds(30)).until(() -> failures() > 0);

    ACQUIRER.behaveAgain();

    eventually("Refunded");
    assertThat(booked("Sales")).isZero();
    assertThat(said())
        .containsExactly("payment.authorized.v1", "payment.captured.v1", "payment.refunded.v1");
  }

  /** The acquirer repeats its failure for as long as the key is the same. */
  @Test
  void leavesAKeyThatOnlyRepeatsAFailure() throws StripeException {
    ACQUIRER.behave(Behaviour.always(Kind.FAIL_BEFORE, 60, "refund"));
    returned(Ids.text(Ids.next()), 400);
    await().atMost(Duration.ofSeconds(30)).until(() -> failures() > 0);

    ACQUIRER.behaveAgain();

    eventually("Captured");
    assertThat(refundsAtTheAcquirer()).isEqualTo(1);
  }

  private Payment claimedReturn() {
    var payment = (Payment) payments.ofOrder(order).orElseThrow();
    refunds.add(payment.id(), RETURN, 400);
    jdbc.sql(
            """
            update payment set state = 'Refunding', next_attempt_at = now(),
                               claimed_until = now() + interval '1 hour' where order_id = ?
            """)
        .params(order)
        .update();
    return (Payment) payments.ofOrder(order).orElseThrow();
  }

  private int failures() {
    return jdbc.sql(
            """
            select coalesce(max(r.failures), 0) from refund r join payment p on p.id = r.payment_id
            where p.order_id = ?
            """)
        .params(order)
        .query(Integer.class)
        .single();
  }

  private long refundsAtTheAcquirer() throws StripeException {
    var params = RefundListParams.builder().setPaymentIntent(intent()).setLimit(100L).build();
    return STRIPE.v1().refunds().list(params).getData().size();
  }
}
