package dev.coalmine.lab.acquirer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.Refund;
import com.stripe.param.BalanceTransactionListParams;
import com.stripe.param.RefundListParams;
import dev.coalmine.lab.acquirer.Behaviour.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class RefundsIntegrationTests extends AcquirerSandboxTest {

  /** Of 1,000 captured. */
  private static final long FEE = 39;

  @Test
  void refundsPartsButNeverMoreThanWasCaptured() throws StripeException {
    var intent = captured(1000);

    assertThat(refund(intent, 400).getStatus()).isEqualTo("succeeded");
    sandbox.behave(Behaviour.always(Kind.PENDING_REFUNDS, 60));
    assertThat(refund(intent, 600).getStatus()).isEqualTo("pending");
    assertThatThrownBy(() -> refund(intent, 1)).isInstanceOf(InvalidRequestException.class);

    sandbox.behaveAgain();
    var refunds =
        stripe
            .v1()
            .refunds()
            .list(RefundListParams.builder().setPaymentIntent(intent.getId()).build());
    assertThat(refunds.getData()).extracting(Refund::getStatus).containsOnly("succeeded");
    assertThat(refunds.getData()).extracting(Refund::getAmount).containsExactly(600L, 400L);
    assertThat(balance()).isEqualTo(-FEE);
  }

  @Test
  void refusesARefundAndTheMoneyNeverLeaves() throws StripeException {
    var intent = captured(1000);
    sandbox.behave(Behaviour.always(Kind.FAIL_REFUNDS, 60));

    var failed = refund(intent, 400);

    assertThat(failed.getStatus()).isEqualTo("failed");
    assertThat(failed.getFailureReason()).isEqualTo("declined");
    assertThat(failed.getBalanceTransaction()).isNull();
    assertThat(failed.getFailureBalanceTransaction()).isNull();
    assertThat(balance()).isEqualTo(1000 - FEE);
    sandbox.behaveAgain();
    assertThat(refund(intent, 1000).getStatus()).isEqualTo("succeeded");
    assertThat(retrieve(intent).getLatestChargeObject().getAmountRefunded()).isEqualTo(1000);
  }

  @Test
  void bringsTheMoneyOfAPendingRefundBackWhenItFails() throws StripeException {
    var intent = captured(1000);
    sandbox.behave(Behaviour.always(Kind.FAIL_PENDING_REFUNDS, 60));
    sandbox.behave(Behaviour.always(Kind.PENDING_REFUNDS, 2));
    var pending = refund(intent, 1000);
    assertThat(pending.getStatus()).isEqualTo("pending");
    assertThat(pending.getBalanceTransaction()).isNotNull();

    // also without a request for the refund
    await().atMost(Duration.ofSeconds(30)).until(() -> balance() == 1000 - FEE);

    var failed = stripe.v1().refunds().retrieve(pending.getId());
    assertThat(failed.getStatus()).isEqualTo("failed");
    assertThat(failed.getFailureReason()).isEqualTo("expired_or_canceled_card");
    assertThat(failed.getBalanceTransaction()).isEqualTo(pending.getBalanceTransaction());
    var back =
        stripe
            .v1()
            .balanceTransactions()
            .list(BalanceTransactionListParams.builder().setType("refund_failure").build())
            .getData();
    assertThat(back).extracting("id").containsExactly(failed.getFailureBalanceTransaction());
    assertThat(refund(intent, 1000).getStatus())
        .as("the amount can go again")
        .isEqualTo("succeeded");
  }
}
