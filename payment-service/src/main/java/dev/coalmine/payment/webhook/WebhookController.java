package dev.coalmine.payment.webhook;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import dev.coalmine.payment.acquirer.AcquirerSettings;
import dev.coalmine.payment.processing.AcquirerWebhookHandler;
import dev.coalmine.platform.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Optional;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * The acquirer tells us that something happened. What happened we ask it ourselves: webhooks come
 * late, twice, out of order or never.
 */
@RestController
class WebhookController {

  private static final long TOLERANCE_SECONDS = 300;

  private final AcquirerWebhookHandler webhooks;
  private final AcquirerSettings settings;
  private final JsonMapper json;
  private final Counter ignored;

  WebhookController(
      AcquirerWebhookHandler webhooks,
      AcquirerSettings settings,
      JsonMapper json,
      MeterRegistry meters) {
    this.webhooks = webhooks;
    this.settings = settings;
    this.json = json;
    this.ignored = meters.counter("acquirer.webhooks", "payment", "none");
  }

  /** The signature is over the bytes as they came. */
  @PostMapping(path = "/webhooks/acquirer", consumes = "application/json")
  ResponseEntity<Void> receive(
      @RequestBody byte[] body,
      @RequestHeader(name = "Stripe-Signature", required = false) String signature) {
    verify(new String(body, StandardCharsets.UTF_8), signature);
    // what is not for us, too: an acquirer that hears 4xx sends it again, and at last sends nothing
    intent(body).ifPresentOrElse(webhooks::intentChanged, () -> ignored.increment());
    return ResponseEntity.ok().build();
  }

  private void verify(String body, String signature) {
    try {
      if (signature != null
          && Webhook.Signature.verifyHeader(
              body, signature, settings.webhookSecret(), TOLERANCE_SECONDS)) {
        return;
      }
    } catch (SignatureVerificationException | RuntimeException e) {
      // the library parses the header before it knows who wrote it, and fails in ways of its own
    }
    throw new Problem(
        HttpStatus.BAD_REQUEST, "invalid-signature", "The webhook's signature is not valid.");
  }

  /** Empty for an event about something else, such as a payout, and for one of another shape. */
  private Optional<String> intent(byte[] body) {
    try {
      return Optional.ofNullable(json.readValue(body, Event.class))
          .map(Event::data)
          .map(Data::object)
          .map(StripeObject::intent);
    } catch (JacksonException e) {
      return Optional.empty();
    }
  }

  record Event(Data data) {}

  record Data(StripeObject object) {}

  /** A payment intent, or something that belongs to one. */
  record StripeObject(String id, String object, String payment_intent) {

    String intent() {
      return "payment_intent".equals(object) ? id : payment_intent;
    }
  }
}
