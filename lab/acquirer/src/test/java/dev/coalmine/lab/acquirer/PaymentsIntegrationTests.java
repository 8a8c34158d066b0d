package dev.coalmine.lab.acquirer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.stripe.exception.AuthenticationException;
import com.stripe.exception.CardException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import dev.coalmine.lab.acquirer.Behaviour.Kind;
import java.time.Duration;
import org.junit.jupiter.api.Test;

class PaymentsIntegrationTests extends AcquirerSandboxTest {

  @Test
  void holdsThenCapturesAndTakesAFee() throws StripeException {
    var intent = create(1299);
    assertThat(intent.getStatus()).isEqualTo("requires_confirmation");

    assertThat(confirm(intent).getStatus()).isEqualTo("requires_capture");
    assertThat(retrieve(intent).getLatestChargeObject().getBalanceTransaction()).isNull();

    capture(intent);

    var transaction = retrieve(intent).getLatestChargeObject().getBalanceTransactionObject();
    assertThat(transaction.getAmount()).isEqualTo(1299);
    assertThat(transaction.getFee()).isEqualTo(19 + 25);
    assertThat(balance()).isEqualTo(1299 - 44);
  }

  @Test
  void declinesWhenItIsToldTo() throws StripeException {
    var intent = create(1299);
    sandbox.behave(Behaviour.always(Kind.DECLINE, 60));

    assertThatThrownBy(() -> confirm(intent))
        .isInstanceOfSatisfying(
            CardException.class, e -> assertThat(e.getDeclineCode()).isEqualTo("generic_decline"));
    assertThat(retrieve(intent).getStatus()).isEqualTo("requires_payment_method");

    sandbox.behaveAgain();
    assertThat(confirm(intent).getStatus()).isEqualTo("requires_capture");
  }

  @Test
  void letsAHoldEndWhenNobodyCapturesIt() throws StripeException {
    stop();
    start(null, Duration.ofSeconds(-1));
    var intent = create(1299);
    confirm(intent);

    assertThat(retrieve(intent).getStatus()).isEqualTo("canceled");
    assertThatThrownBy(() -> capture(intent)).isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void endsHoldsAtOnceWhenItIsToldTo() throws StripeException {
    sandbox.behave(Behaviour.always(Kind.EXPIRE_AUTHORIZATIONS, 60));
    var intent = create(1299);

    assertThat(confirm(intent).getStatus()).isEqualTo("requires_capture");
    sandbox.behaveAgain(); // too late for this one

    assertThatThrownBy(() -> capture(intent)).isInstanceOf(InvalidRequestException.class);
    assertThat(retrieve(intent).getCancellationReason()).isEqualTo("automatic");
  }

  @Test
  void endsAlsoTheHoldsThatNobodyAsksFor() throws StripeException {
    var intent = create(1299);
    confirm(intent);

    sandbox.behave(Behaviour.always(Kind.EXPIRE_AUTHORIZATIONS, 60));

    await()
        .atMost(Duration.ofSeconds(30))
        .until(
            () -> stripe.v1().paymentIntents().list().getData().getFirst().getStatus(),
            "canceled"::equals);
  }

  @Test
  void refusesTooSmallAmountsAndStrangers() {
    assertThatThrownBy(() -> create(1))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e -> assertThat(e.getCode()).isEqualTo("amount_too_small"));
    assertThatThrownBy(() -> client(sandbox.uri(), "sk_other").v1().balance().retrieve())
        .isInstanceOf(AuthenticationException.class);
  }
}
