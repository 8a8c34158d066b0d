package dev.coalmine.payment.webhook;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import dev.coalmine.payment.acquirer.AcquirerSettings;
import dev.coalmine.payment.processing.AcquirerWebhookHandler;
import dev.coalmine.platform.problem.Problem;
import io.micrometer.core.instrument.Counter;
import io.micrometer.core.instrument.MeterRegistry;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RestController;
import tools.jackson.core.JacksonException;
import tools.jackson.databind.json.JsonMapper;

/**
 * Receives the acquirer's webhooks. A webhook only says that an intent has changed; the service
 * asks the acquirer for its state, because webhooks come late, twice, out of order or never.
 */
@RestController
class WebhookController {

  private static final long TOLERANCE_SECONDS = 300;

  private final AcquirerWebhookHandler webhooks;
  private final AcquirerSettings settings;
  private final JsonMapper json;
  private final MeterRegistry meters;
  private final Counter ignored;

  WebhookController(
      AcquirerWebhookHandler webhooks,
      AcquirerSettings settings,
      JsonMapper json,
      MeterRegistry meters) {
    this.webhooks = webhooks;
    this.settings = settings;
    this.json = json;
    this.meters = meters;
    this.ignored = meters.counter("acquirer.webhooks", "payment", "none");
  }

  /** Verifies the signature, which covers the received bytes. */
  @PostMapping(path = "/webhooks/acquirer", consumes = "application/json")
  ResponseEntity<Void> receive(
      @RequestBody byte[] body,
      @RequestHeader(name = "Stripe-Signature", required = false) @Nullable String signature) {
    verify(new String(body, StandardCharsets.UTF_8), signature);
    // also for other events: an acquirer that gets 4xx repeats a webhook, and at last sends none
    intent(body).ifPresentOrElse(this::handle, ignored::increment);
    return ResponseEntity.ok().build();
  }

  private void handle(String intent) {
    var relevance = webhooks.intentChanged(intent).name().toLowerCase(Locale.ROOT);
    meters.counter("acquirer.webhooks", "payment", relevance).increment();
  }

  private void verify(String body, @Nullable String signature) {
    try {
      if (signature != null
          && Webhook.Signature.verifyHeader(
              body, signature, settings.webhookSecret(), TOLERANCE_SECONDS)) {
        return;
      }
    } catch (SignatureVerificationException | RuntimeException e) {
      // the library parses the header before it verifies it, and throws other exceptions too
    }
    throw new Problem(
        HttpStatus.BAD_REQUEST, "invalid-signature", "The webhook's signature is not valid.");
  }

  /** Returns the intent; empty for an event about something else, such as a payout. */
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

  record Event(@Nullable Data data) {}

  record Data(@Nullable StripeObject object) {}

  /** A payment intent, or an object that belongs to a payment intent. */
  record StripeObject(
      @Nullable String id, @Nullable String object, @Nullable String payment_intent) {

    @Nullable String intent() {
      return "payment_intent".equals(object) ? id : payment_intent;
    }
  }
}
