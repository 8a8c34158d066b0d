package dev.coalmine.payment.acquirer;

import com.stripe.StripeClient;
import dev.coalmine.payment.domain.Acquirer;
import dev.coalmine.payment.worker.PaymentSettings;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class AcquirerConfiguration {

  @Bean
  Acquirer acquirer(AcquirerSettings settings, PaymentSettings payments) {
    // Stripe's client uses the JDK's, which keeps 5 connections; as many calls run at once
    System.setProperty("http.maxConnections", String.valueOf(payments.concurrency()));
    var stripe =
        StripeClient.builder()
            .setApiKey(settings.apiKey())
            .setApiBase(settings.url().toString())
            .setConnectTimeout((int) settings.connectLimit().toMillis())
            .setReadTimeout((int) settings.readLimit().toMillis())
            .setMaxNetworkRetries(0)
            .build();
    return new StripeAcquirer(stripe, settings.paymentMethod());
  }
}
