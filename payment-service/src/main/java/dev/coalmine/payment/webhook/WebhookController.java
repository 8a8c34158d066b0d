package dev.coalmine.payment.webhook;

import com.stripe.exception.SignatureVerificationException;
import com.stripe.net.Webhook;
import dev.coalmine.payment.acquirer.AcquirerSettings;
import dev.coalmine.payment.payment.AcquirerNews;
import dev.coalmine.platform.problem.Problem;
import java.nio.charset.StandardCharsets;
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

  private final AcquirerNews news;
  private final AcquirerSettings settings;
  private final JsonMapper json;

  WebhookController(AcquirerNews news, AcquirerSettings settings, JsonMapper json) {
    this.news = news;
    this.settings = settings;
    this.json = json;
  }

  /** The signature is over the bytes as they came. */
  @PostMapping("/webhooks/acquirer")
  ResponseEntity<Void> receive(
      @RequestBody byte[] body,
      @RequestHeader(name = "Stripe-Signature", required = false) String signature) {
    verify(new String(body, StandardCharsets.UTF_8), signature);
    // for a payment we do not know, too: asking for it to be sent again would not help
    news.of(intent(body));
    return ResponseEntity.ok().build();
  }

  private void verify(String body, String signature) {
    try {
      if (signature != null
          && Webhook.Signature.verifyHeader(
              body, signature, settings.webhookSecret(), TOLERANCE_SECONDS)) {
        return;
      }
    } catch (SignatureVerificationException e) {
      // said below
    }
    throw new Problem(
        HttpStatus.BAD_REQUEST, "invalid-signature", "The webhook's signature is not valid.");
  }

  private String intent(byte[] body) {
    try {
      var event = json.readValue(body, Event.class);
      var intent = event.data().object().intent();
      if (intent != null) {
        return intent;
      }
    } catch (JacksonException | NullPointerException e) {
      // said below
    }
    throw new Problem(
        HttpStatus.BAD_REQUEST, "malformed-body", "The webhook is about no payment intent.");
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
