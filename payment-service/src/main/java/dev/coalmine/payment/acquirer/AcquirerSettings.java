package dev.coalmine.payment.acquirer;

import dev.coalmine.platform.settings.Range;
import java.net.URI;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How to reach the acquirer.
 *
 * @param url the URL of the API; with Stripe's own URL payments are real
 * @param webhookSecret the secret that signs the webhooks
 * @param paymentMethod the card to charge: Stripe's test card, because there is no card form here
 * @param connectLimit 100 ms–30 s
 * @param readLimit 100 ms–60 s
 */
@ConfigurationProperties("coalmine.acquirer")
public record AcquirerSettings(
    URI url,
    String apiKey,
    String webhookSecret,
    @DefaultValue("pm_card_visa") String paymentMethod,
    @DefaultValue("1s") Duration connectLimit,
    @DefaultValue("5s") Duration readLimit) {

  public AcquirerSettings {
    present("url", url);
    present("api-key", apiKey);
    present("webhook-secret", webhookSecret);
    Range.of("coalmine.acquirer")
        .check("connect-limit", connectLimit, "100ms", "30s")
        .check("read-limit", readLimit, "100ms", "60s");
  }

  private static void present(String name, @Nullable Object value) {
    if (value == null) {
      throw new IllegalArgumentException("coalmine.acquirer." + name + " is missing");
    }
  }
}
