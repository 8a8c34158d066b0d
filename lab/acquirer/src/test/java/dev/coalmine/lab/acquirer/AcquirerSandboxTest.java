package dev.coalmine.lab.acquirer;

import com.stripe.StripeClient;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.model.Refund;
import com.stripe.net.RequestOptions;
import com.stripe.param.PaymentIntentConfirmParams;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.RefundCreateParams;
import java.net.InetAddress;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.io.TempDir;

/** A sandbox of its own for each test; Stripe's own client is the judge of it. */
abstract class AcquirerSandboxTest {

  static final String SECRET = "whsec_test";
  static final Duration WEEK = Duration.ofDays(7);

  @TempDir Path data;

  AcquirerSandbox sandbox;
  StripeClient stripe;

  @BeforeEach
  void start() {
    start(null, WEEK);
  }

  void start(URI webhook, Duration lifetime) {
    sandbox =
        AcquirerSandbox.start(
            new AcquirerSandbox.Settings(
                InetAddress.getLoopbackAddress(), 0, data, "sk_test", webhook, SECRET, lifetime));
    stripe = client(sandbox.uri(), "sk_test");
  }

  static StripeClient client(URI sandbox, String key) {
    return StripeClient.builder()
        .setApiKey(key)
        .setApiBase(sandbox.toString())
        .setMaxNetworkRetries(0)
        .build();
  }

  @AfterEach
  void stop() {
    sandbox.close();
  }

  PaymentIntent create(long amount) throws StripeException {
    return create(amount, null);
  }

  PaymentIntent create(long amount, String key) throws StripeException {
    var params =
        PaymentIntentCreateParams.builder()
            .setAmount(amount)
            .setCurrency("eur")
            .setCaptureMethod(PaymentIntentCreateParams.CaptureMethod.MANUAL)
            .setPaymentMethod("pm_card_visa")
            .build();
    return stripe.v1().paymentIntents().create(params, under(key));
  }

  PaymentIntent confirm(PaymentIntent intent) throws StripeException {
    return confirm(intent, null);
  }

  PaymentIntent confirm(PaymentIntent intent, String key) throws StripeException {
    var params = PaymentIntentConfirmParams.builder().setPaymentMethod("pm_card_visa").build();
    return stripe.v1().paymentIntents().confirm(intent.getId(), params, under(key));
  }

  PaymentIntent capture(PaymentIntent intent) throws StripeException {
    return stripe.v1().paymentIntents().capture(intent.getId());
  }

  PaymentIntent captured(long amount) throws StripeException {
    var intent = create(amount);
    confirm(intent);
    return capture(intent);
  }

  Refund refund(PaymentIntent intent, long amount) throws StripeException {
    return refund(intent, amount, null);
  }

  Refund refund(PaymentIntent intent, long amount, String key) throws StripeException {
    var params =
        RefundCreateParams.builder().setPaymentIntent(intent.getId()).setAmount(amount).build();
    return stripe.v1().refunds().create(params, under(key));
  }

  PaymentIntent retrieve(PaymentIntent intent) throws StripeException {
    var params =
        PaymentIntentRetrieveParams.builder()
            .addExpand("latest_charge.balance_transaction")
            .build();
    return stripe.v1().paymentIntents().retrieve(intent.getId(), params);
  }

  /** Minor units. */
  long balance() throws StripeException {
    return stripe.v1().balance().retrieve().getAvailable().stream()
        .mapToLong(money -> money.getAmount())
        .sum();
  }

  /**
   * @param key null for a unique one
   */
  private static RequestOptions under(String key) {
    return key == null
        ? RequestOptions.getDefault()
        : RequestOptions.builder().setIdempotencyKey(key).build();
  }
}
