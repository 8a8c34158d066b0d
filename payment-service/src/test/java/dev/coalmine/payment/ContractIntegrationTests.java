package dev.coalmine.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.networknt.schema.InputFormat;
import com.networknt.schema.JsonSchemaFactory;
import com.networknt.schema.SpecVersion;
import com.stripe.exception.StripeException;
import com.stripe.param.RefundCreateParams;
import dev.coalmine.lab.acquirer.Behaviour;
import dev.coalmine.lab.acquirer.Behaviour.Kind;
import dev.coalmine.platform.id.Ids;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What we publish is what {@code contracts/} says; one order per end that a payment can take. */
class ContractIntegrationTests extends PaymentServiceTest {

  private static final Path CONTRACTS = Path.of("../contracts/events");

  @Test
  void saysThatMoneyWasHeldTakenAndGivenBack() {
    placed(1299);
    eventually("Authorized");
    confirmed();
    eventually("Captured");
    returned(Ids.text(Ids.next()), 299);
    cancellationRequested();
    eventually("Refunded");

    assertSaid(
        "payment.authorized.v1",
        "payment.captured.v1",
        "payment.refunded.v1",
        "payment.refunded.v1");
  }

  @Test
  void saysThatACardWasDeclined() {
    ACQUIRER.behave(Behaviour.always(Kind.DECLINE, 60));
    placed(1299);
    eventually("Declined");

    assertSaid("payment.declined.v1");
  }

  @Test
  void saysThatAHoldWasGivenUp() {
    placed(1299);
    eventually("Authorized");
    cancellationRequested();
    eventually("Voided");

    assertSaid("payment.authorized.v1", "payment.voided.v1");
  }

  /** As when the hold's time at the bank was over. */
  @Test
  void saysThatAHoldCouldNotBeTaken() throws StripeException {
    placed(1299);
    eventually("Authorized");
    STRIPE.v1().paymentIntents().cancel(intent());

    confirmed();

    eventually("Voided");
    assertSaid("payment.authorized.v1", "payment.capture-failed.v1");
  }

  /** As when an operator had refunded by hand. */
  @Test
  void saysThatARefundWasRefused() throws StripeException {
    placed(1299);
    eventually("Authorized");
    confirmed();
    eventually("Captured");
    STRIPE.v1().refunds().create(RefundCreateParams.builder().setPaymentIntent(intent()).build());

    returned(Ids.text(Ids.next()), 299);

    await().atMost(Duration.ofSeconds(30)).until(() -> said().size() == 3);
    assertSaid("payment.authorized.v1", "payment.captured.v1", "payment.refund-failed.v1");
  }

  private void assertSaid(String... types) {
    assertThat(said()).containsExactly(types);
    var bodies =
        jdbc.sql("select convert_from(data, 'UTF8') from outbox where key = ? order by sequence")
            .params(order)
            .query(String.class)
            .list();
    for (int i = 0; i < types.length; i++) {
      assertThat(errors(types[i], bodies.get(i))).as(types[i]).isEmpty();
    }
  }

  private static List<String> errors(String type, String body) {
    return JsonSchemaFactory.getInstance(SpecVersion.VersionFlag.V202012)
        .getSchema(schema(type))
        .validate(body, InputFormat.JSON)
        .stream()
        .map(Object::toString)
        .toList();
  }

  private static String schema(String type) {
    try {
      return Files.readString(CONTRACTS.resolve(type + ".schema.json"));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
