package dev.coalmine.order.payment;

import dev.coalmine.order.orders.ApplyPayment;
import dev.coalmine.platform.loop.SupervisedLoops;
import io.github.resilience4j.bulkhead.BulkheadConfig;
import io.github.resilience4j.bulkhead.BulkheadRegistry;
import io.github.resilience4j.circuitbreaker.CircuitBreakerConfig;
import io.github.resilience4j.circuitbreaker.CircuitBreakerRegistry;
import io.github.resilience4j.micrometer.tagged.TaggedBulkheadMetrics;
import io.github.resilience4j.micrometer.tagged.TaggedCircuitBreakerMetrics;
import io.grpc.ManagedChannel;
import io.grpc.NameResolverRegistry;
import io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.binder.grpc.ObservationGrpcClientInterceptor;
import io.micrometer.observation.ObservationRegistry;
import java.time.Duration;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.cloud.client.discovery.DiscoveryClient;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(PaymentSettings.class)
class PaymentConfiguration {

  private static final String NAME = "payment";

  /** Connects with the first call, so that we start without payment. */
  @Bean(destroyMethod = "shutdownNow")
  ManagedChannel paymentChannel(
      DiscoveryClient discovery, PaymentSettings settings, ObservationRegistry observations) {
    NameResolverRegistry.getDefaultRegistry()
        .register(new DiscoveryNameResolverProvider(discovery));
    return NettyChannelBuilder.forTarget(
            DiscoveryNameResolverProvider.SCHEME + ":///" + settings.service())
        .usePlaintext()
        .defaultLoadBalancingPolicy("round_robin")
        .disableRetry()
        .executor(Executors.newVirtualThreadPerTaskExecutor())
        .intercept(new ObservationGrpcClientInterceptor(observations))
        .keepAliveTime(20, TimeUnit.SECONDS) // finds a peer that froze or vanished
        .keepAliveTimeout(2, TimeUnit.SECONDS)
        .build();
  }

  @Bean
  ChannelRevival channelRevival(ManagedChannel paymentChannel, SupervisedLoops loops) {
    return new ChannelRevival(paymentChannel, loops);
  }

  @Bean
  SynchronousAuthorization synchronousAuthorization(
      ManagedChannel paymentChannel,
      PaymentSettings settings,
      ApplyPayment applyPayment,
      MeterRegistry meters) {
    var bulkheads =
        BulkheadRegistry.of(
            BulkheadConfig.custom()
                .maxConcurrentCalls(settings.concurrency())
                .maxWaitDuration(Duration.ZERO)
                .build());
    var breakers =
        CircuitBreakerRegistry.of(
            CircuitBreakerConfig.custom()
                .slidingWindowSize(50)
                .minimumNumberOfCalls(10)
                .failureRateThreshold(50)
                .waitDurationInOpenState(settings.pause())
                .permittedNumberOfCallsInHalfOpenState(5)
                .build());
    var bulkhead = bulkheads.bulkhead(NAME);
    var breaker = breakers.circuitBreaker(NAME);
    TaggedBulkheadMetrics.ofBulkheadRegistry(bulkheads).bindTo(meters);
    TaggedCircuitBreakerMetrics.ofCircuitBreakerRegistry(breakers).bindTo(meters);
    return new SynchronousAuthorization(
        paymentChannel, bulkhead, breaker, settings, applyPayment, meters);
  }
}
