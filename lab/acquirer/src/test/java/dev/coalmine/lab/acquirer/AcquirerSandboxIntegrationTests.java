package dev.coalmine.lab.acquirer;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

import com.stripe.StripeClient;
import com.stripe.exception.ApiConnectionException;
import com.stripe.exception.ApiException;
import com.stripe.exception.CardException;
import com.stripe.exception.IdempotencyException;
import com.stripe.exception.InvalidRequestException;
import com.stripe.exception.StripeException;
import com.stripe.model.PaymentIntent;
import com.stripe.net.RequestOptions;
import com.stripe.net.Webhook;
import com.stripe.param.PaymentIntentCreateParams;
import com.stripe.param.PaymentIntentRetrieveParams;
import com.stripe.param.RefundCreateParams;
import com.stripe.param.RefundListParams;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Stripe's own client is the judge of the sandbox. */
class AcquirerSandboxIntegrationTests {

  private static final String SECRET = "whsec_test";

  @TempDir Path data;

  private AcquirerSandbox sandbox;
  private StripeClient stripe;

  @BeforeEach
  void start() {
    start(null, Duration.ofDays(7));
  }

  private void start(URI webhook, Duration lifetime) {
    sandbox =
        AcquirerSandbox.start(
            new AcquirerSandbox.Settings(0, data, "sk_test", webhook, SECRET, lifetime));
    stripe =
        StripeClient.builder()
            .setApiKey("sk_test")
            .setApiBase(sandbox.uri().toString())
            .setMaxNetworkRetries(0)
            .build();
  }

  @AfterEach
  void stop() throws Exception {
    sandbox.close();
  }

  @Test
  void holdsThenCapturesAndTakesAFee() throws StripeException {
    var intent = create(1299, "k1");
    assertThat(intent.getStatus()).isEqualTo("requires_confirmation");

    assertThat(confirm(intent).getStatus()).isEqualTo("requires_capture");
    assertThat(retrieve(intent).getLatestChargeObject().getBalanceTransaction()).isNull();

    capture(intent);

    var transaction = retrieve(intent).getLatestChargeObject().getBalanceTransactionObject();
    assertThat(transaction.getAmount()).isEqualTo(1299);
    assertThat(transaction.getFee()).isEqualTo(19 + 25);
    assertThat(stripe.v1().balance().retrieve().getAvailable().getFirst().getAmount())
        .isEqualTo(1299 - 44);
  }

  @Test
  void keepsItsBooksThoughItIsKilledInTheMiddleOfALine() throws Exception {
    var intent = create(1299, "k1");
    confirm(intent);
    sandbox.close();
    Files.writeString(
        data.resolve("books.jsonl"), "{\"intents\":[{\"id\":\"pi_to", StandardOpenOption.APPEND);

    start();

    assertThat(retrieve(intent).getStatus()).isEqualTo("requires_capture");
    assertThat(create(1299, "k1").getId()).isEqualTo(intent.getId());
    capture(intent);
    sandbox.close();
    start();
    assertThat(retrieve(intent).getStatus()).isEqualTo("succeeded");
  }

  @Test
  void doesNothingTwiceUnderOneKey() throws StripeException {
    var ids =
        IntStream.range(0, 10)
            .parallel()
            .mapToObj(_ -> createOrConflict("k1"))
            .filter(id -> !id.equals("409"))
            .distinct()
            .toList();
    assertThat(ids).hasSize(1);
    assertThatThrownBy(() -> create(1300, "k1")).isInstanceOf(IdempotencyException.class);
  }

  @Test
  void declinesWhenItIsToldTo() throws StripeException {
    var intent = create(1299, "k1");
    sandbox.behave(Behaviour.always(Behaviour.Kind.DECLINE, 60));

    assertThatThrownBy(() -> confirm(intent))
        .isInstanceOfSatisfying(
            CardException.class, e -> assertThat(e.getDeclineCode()).isEqualTo("generic_decline"));
    assertThat(retrieve(intent).getStatus()).isEqualTo("requires_payment_method");

    sandbox.behaveAgain();
    assertThat(confirm(intent).getStatus()).isEqualTo("requires_capture");
  }

  @Test
  void losesTheReplyAfterItHasDoneTheWork() throws StripeException {
    var intent = create(1299, "k1");
    sandbox.behave(Behaviour.always(Behaviour.Kind.LOSE_REPLY, 60, "confirm"));

    assertThatThrownBy(() -> confirm(intent)).isInstanceOf(ApiConnectionException.class);

    assertThat(retrieve(intent).getStatus()).isEqualTo("requires_capture");
  }

  @Test
  void failsWithoutHavingDoneTheWork() throws StripeException {
    var intent = create(1299, "k1");
    sandbox.behave(Behaviour.always(Behaviour.Kind.FAIL_BEFORE, 60, "confirm"));

    assertThatThrownBy(() -> confirm(intent)).isInstanceOf(ApiException.class);

    assertThat(retrieve(intent).getStatus()).isEqualTo("requires_confirmation");
  }

  @Test
  void refundsPartsButNeverMoreThanWasCaptured() throws StripeException {
    var intent = create(1000, "k1");
    confirm(intent);
    capture(intent);

    assertThat(refund(intent, 400).getStatus()).isEqualTo("succeeded");
    sandbox.behave(Behaviour.always(Behaviour.Kind.PENDING_REFUNDS, 60));
    assertThat(refund(intent, 600).getStatus()).isEqualTo("pending");
    assertThatThrownBy(() -> refund(intent, 1)).isInstanceOf(InvalidRequestException.class);

    sandbox.behaveAgain();
    var refunds =
        stripe
            .v1()
            .refunds()
            .list(RefundListParams.builder().setPaymentIntent(intent.getId()).build());
    assertThat(refunds.getData()).extracting("status").containsOnly("succeeded").hasSize(2);
    assertThat(stripe.v1().balance().retrieve().getAvailable().getFirst().getAmount())
        .isEqualTo(-39);
  }

  @Test
  void letsAHoldEndWhenNobodyCapturesIt() throws Exception {
    sandbox.close();
    start(null, Duration.ofSeconds(-1));
    var intent = create(1299, "k1");
    confirm(intent);

    assertThat(retrieve(intent).getStatus()).isEqualTo("canceled");
    assertThatThrownBy(() -> capture(intent)).isInstanceOf(InvalidRequestException.class);
  }

  @Test
  void refusesTooSmallAmountsAndStrangers() {
    assertThatThrownBy(() -> create(1, "k1"))
        .isInstanceOfSatisfying(
            InvalidRequestException.class,
            e -> assertThat(e.getCode()).isEqualTo("amount_too_small"));
    var stranger =
        StripeClient.builder().setApiKey("sk_other").setApiBase(sandbox.uri().toString()).build();
    assertThatThrownBy(() -> stranger.v1().balance().retrieve())
        .isInstanceOf(com.stripe.exception.AuthenticationException.class);
  }

  @Test
  void tellsTheMerchantUntilItUnderstands() throws Exception {
    var told = new CopyOnWriteArrayList<String>();
    var merchant = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    merchant.createContext(
        "/",
        exchange -> {
          var body = new String(exchange.getRequestBody().readAllBytes(), UTF_8);
          try {
            var event =
                Webhook.constructEvent(
                    body, exchange.getRequestHeaders().getFirst("Stripe-Signature"), SECRET);
            told.add(event.getType());
          } catch (com.stripe.exception.SignatureVerificationException e) {
            told.add("bad signature");
          }
          exchange.sendResponseHeaders(told.size() == 1 ? 500 : 200, -1);
          exchange.close();
        });
    merchant.start();
    sandbox.close();
    start(
        URI.create("http://127.0.0.1:" + merchant.getAddress().getPort() + "/"),
        Duration.ofDays(7));

    confirm(create(1299, "k1"));

    var type = "payment_intent.amount_capturable_updated";
    await().atMost(Duration.ofSeconds(20)).until(() -> told.equals(List.of(type, type)));
    merchant.stop(0);
  }

  private PaymentIntent create(long amount, String key) throws StripeException {
    var params =
        PaymentIntentCreateParams.builder()
            .setAmount(amount)
            .setCurrency("eur")
            .setCaptureMethod(PaymentIntentCreateParams.CaptureMethod.MANUAL)
            .setPaymentMethod("pm_card_visa")
            .build();
    return stripe
        .v1()
        .paymentIntents()
        .create(params, RequestOptions.builder().setIdempotencyKey(key).build());
  }

  private String createOrConflict(String key) {
    try {
      return create(1299, key).getId();
    } catch (StripeException e) {
      return String.valueOf(e.getStatusCode());
    }
  }

  private PaymentIntent confirm(PaymentIntent intent) throws StripeException {
    return stripe.v1().paymentIntents().confirm(intent.getId());
  }

  private void capture(PaymentIntent intent) throws StripeException {
    stripe.v1().paymentIntents().capture(intent.getId());
  }

  private com.stripe.model.Refund refund(PaymentIntent intent, long amount) throws StripeException {
    return stripe
        .v1()
        .refunds()
        .create(
            RefundCreateParams.builder()
                .setPaymentIntent(intent.getId())
                .setAmount(amount)
                .build());
  }

  private PaymentIntent retrieve(PaymentIntent intent) throws StripeException {
    var params =
        PaymentIntentRetrieveParams.builder()
            .addExpand("latest_charge.balance_transaction")
            .build();
    return stripe.v1().paymentIntents().retrieve(intent.getId(), params);
  }
}
