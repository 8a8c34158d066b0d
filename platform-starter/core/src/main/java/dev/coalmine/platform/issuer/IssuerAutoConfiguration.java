package dev.coalmine.platform.issuer;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKMatcher;
import com.nimbusds.jose.jwk.JWKSelector;
import com.nimbusds.jose.jwk.source.JWKSource;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.ApplicationListener;
import org.springframework.context.annotation.Bean;

/** The keys are of use where requests come in, with a web stack of either kind. */
@AutoConfiguration
@ConditionalOnWebApplication
@ConditionalOnClass(JWKSource.class)
@EnableConfigurationProperties(IssuerSettings.class)
class IssuerAutoConfiguration {

  @Bean
  SigningKeys signingKeys(IssuerSettings settings) {
    return new SigningKeys(settings);
  }

  /** Reads the keys beside the start, so that the first customer does not wait for the issuer. */
  @Bean
  ApplicationListener<ApplicationReadyEvent> readSigningKeys(SigningKeys keys) {
    return _ -> Thread.ofVirtual().name("signing-keys").start(() -> read(keys));
  }

  private static void read(SigningKeys keys) {
    try {
      keys.get(new JWKSelector(new JWKMatcher.Builder().build()), null);
    } catch (KeySourceException e) {
      SigningKeys.log.info("The issuer's keys cannot be read yet: {}", e.getMessage());
    }
  }
}
