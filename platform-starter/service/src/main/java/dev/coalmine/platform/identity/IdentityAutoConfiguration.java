package dev.coalmine.platform.identity;

import dev.coalmine.platform.issuer.IssuerSettings;
import dev.coalmine.platform.issuer.SigningKeys;
import io.micrometer.tracing.Tracer;
import java.util.List;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication;
import org.springframework.boot.autoconfigure.condition.ConditionalOnWebApplication.Type;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerAutoConfiguration;
import org.springframework.context.annotation.Bean;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.core.DelegatingOAuth2TokenValidator;
import org.springframework.security.oauth2.jose.jws.SignatureAlgorithm;
import org.springframework.security.oauth2.jwt.JwtClaimValidator;
import org.springframework.security.oauth2.jwt.JwtDecoder;
import org.springframework.security.oauth2.jwt.JwtIssuerValidator;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.jwt.NimbusJwtDecoder;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.firewall.RequestRejectedHandler;
import tools.jackson.databind.json.JsonMapper;

/**
 * Every service validates the token itself. The customer is the token's {@code sub}; a service
 * believes nothing else in a request, not even when the gateway passed it on.
 */
@AutoConfiguration(
    before = OAuth2ResourceServerAutoConfiguration.class,
    afterName = "dev.coalmine.platform.issuer.IssuerAutoConfiguration")
@ConditionalOnWebApplication(type = Type.SERVLET)
@ConditionalOnBean(SigningKeys.class)
class IdentityAutoConfiguration {

  @Bean
  JwtDecoder jwtDecoder(IssuerSettings settings, SigningKeys keys) {
    var decoder =
        NimbusJwtDecoder.withJwkSource(keys).jwsAlgorithm(SignatureAlgorithm.RS256).build();
    decoder.setJwtValidator(
        new DelegatingOAuth2TokenValidator<>(
            expiring(settings),
            new JwtIssuerValidator(settings.issuer()),
            new JwtClaimValidator<List<String>>(
                "aud", audiences -> audiences != null && audiences.contains(settings.audience())),
            new Claims()));
    return decoder;
  }

  private static JwtTimestampValidator expiring(IssuerSettings settings) {
    var validator = new JwtTimestampValidator(settings.clockSkew());
    validator.setAllowEmptyExpiryClaim(false);
    return validator;
  }

  private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answeringWith(
      ProblemResponses problems) {
    return new ObjectPostProcessor<>() {
      @Override
      public <F extends BearerTokenAuthenticationFilter> F postProcess(F filter) {
        filter.setAuthenticationFailureHandler(problems);
        return filter;
      }
    };
  }

  /** A span and a timer per security filter cost more than the filters. */
  @Bean
  SecurityObservationSettings securityObservations() {
    return SecurityObservationSettings.noObservations();
  }

  /** Else a rejected request is answered as a failure of the service: 500. */
  @Bean
  RequestRejectedHandler rejectedRequests(JsonMapper json, Tracer tracer) {
    return new ProblemResponses(json, tracer);
  }

  @Bean
  SecurityFilterChain access(HttpSecurity http, AccessRules rules, JsonMapper json, Tracer tracer) {
    var problems = new ProblemResponses(json, tracer);
    return http.csrf(AbstractHttpConfigurer::disable) // no cookies, so nothing to forge
        .sessionManagement(s -> s.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
        .requestCache(AbstractHttpConfigurer::disable)
        .logout(AbstractHttpConfigurer::disable)
        .exceptionHandling(e -> e.authenticationEntryPoint(problems).accessDeniedHandler(problems))
        .oauth2ResourceServer(
            server ->
                server
                    .jwt(_ -> {})
                    .authenticationEntryPoint(problems)
                    .withObjectPostProcessor(answeringWith(problems)))
        .authorizeHttpRequests(
            requests -> {
              // probes and scrapers have no token, and the gateway routes nothing under /actuator
              requests.requestMatchers(AccessRules.reads("/actuator/**")).permitAll();
              requests.requestMatchers("/actuator/**").hasAuthority("SCOPE_operations");
              rules.apply(requests);
              requests.anyRequest().denyAll();
            })
        .build();
  }
}
