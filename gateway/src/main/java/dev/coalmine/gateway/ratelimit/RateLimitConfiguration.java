package dev.coalmine.gateway.ratelimit;

import dev.coalmine.gateway.limit.LimitSettings;
import dev.coalmine.gateway.limit.RateLimits;
import dev.coalmine.gateway.limit.redis.LimitRedis;
import io.micrometer.core.instrument.MeterRegistry;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
class RateLimitConfiguration {

  private static final Logger log = LoggerFactory.getLogger(RateLimitConfiguration.class);
  private static final int NANOS_PER_MICRO = 1_000;

  @Bean(destroyMethod = "close")
  RateLimits rateLimits(LimitSettings settings, GatewayCount gateways, MeterRegistry meters) {
    return new RateLimits(
        settings,
        redis(settings, meters),
        gateways::count,
        meters,
        () -> System.nanoTime() / NANOS_PER_MICRO);
  }

  private static @Nullable LimitRedis redis(LimitSettings settings, MeterRegistry meters) {
    var redis = settings.redis();
    if (redis.configured()) {
      return new LimitRedis(
          redis.host(),
          redis.port(),
          redis.password(),
          settings.timeLimit(),
          settings.pause(),
          meters);
    }
    log.info(
        "There is no Redis for limits (coalmine.limits.redis.host): each gateway admits its fair"
            + " share");
    return null;
  }
}
