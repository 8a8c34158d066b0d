package dev.coalmine.lab.acquirer;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.stripe.exception.StripeException;
import dev.coalmine.lab.acquirer.Behaviour.Kind;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class WebhooksIntegrationTests extends AcquirerSandboxTest {

  private static final String HELD = "payment_intent.amount_capturable_updated";
  private static final String CAPTURED = "payment_intent.succeeded";

  private Merchant merchant;

  @BeforeEach
  @Override
  void start() {
    merchant = new Merchant(SECRET);
    start(merchant.uri(), WEEK);
  }

  @AfterEach
  void close() {
    merchant.close();
  }

  @Test
  void tellsTheMerchantUntilItUnderstands() throws StripeException {
    merchant.refuseTheNext();

    confirm(create(1299));

    awaitTold(HELD, HELD);
    assertThat(merchant.ids().stream().distinct()).hasSize(1);
  }

  @Test
  void tellsOfARefundAndOfItsFailure() throws StripeException {
    var intent = captured(1000);
    awaitTold(HELD, CAPTURED);
    refund(intent, 400);
    awaitTold(HELD, CAPTURED, "refund.created");
    sandbox.behave(Behaviour.always(Kind.FAIL_REFUNDS, 60));
    refund(intent, 400);
    awaitTold(HELD, CAPTURED, "refund.created", "refund.failed");
  }

  @Test
  void comesTwice() throws StripeException {
    sandbox.behave(Behaviour.always(Kind.WEBHOOK_TWICE, 60));

    confirm(create(1299));

    awaitTold(HELD, HELD);
    assertThat(merchant.ids().stream().distinct()).hasSize(1);
  }

  @Test
  void comesLate() throws StripeException {
    sandbox.behave(Behaviour.late(Kind.WEBHOOK_LATE, 1_500, 60, "confirm"));
    var intent = create(1299);

    confirm(intent);
    long before = System.nanoTime();

    awaitTold(HELD);
    assertThat(Duration.ofNanos(System.nanoTime() - before)).isGreaterThan(Duration.ofSeconds(1));
  }

  @Test
  void isOvertakenByTheNextOne() throws StripeException {
    sandbox.behave(Behaviour.always(Kind.WEBHOOK_OUT_OF_ORDER, 60));

    captured(1299);

    awaitTold(CAPTURED, HELD);
  }

  @Test
  void comesAllTheSameWhenNothingOvertakesIt() throws StripeException {
    sandbox.behave(Behaviour.always(Kind.WEBHOOK_OUT_OF_ORDER, 60));

    confirm(create(1299));

    awaitTold(HELD);
  }

  @Test
  void neverComes() throws StripeException {
    sandbox.behave(Behaviour.always(Kind.WEBHOOK_NEVER, 60, "confirm"));
    var intent = create(1299);
    confirm(intent);

    capture(intent);

    awaitTold(CAPTURED);
  }

  @Test
  void isSignedByAStrangerUntilThatEnds() throws StripeException {
    sandbox.behave(Behaviour.always(Kind.WEBHOOK_WRONG_SIGNATURE, 1));

    confirm(create(1299));

    awaitTold("wrong signature", HELD);
  }

  private void awaitTold(String... types) {
    await().atMost(Duration.ofSeconds(30)).until(merchant::told, List.of(types)::equals);
  }
}
