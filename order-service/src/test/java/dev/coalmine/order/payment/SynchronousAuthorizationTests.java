package dev.coalmine.order.payment;

import static org.assertj.core.api.Assertions.assertThat;
import static org.mockito.ArgumentMatchers.any;
import static org.mockito.ArgumentMatchers.anyLong;
import static org.mockito.Mockito.mock;
import static org.mockito.Mockito.when;

import dev.coalmine.order.catalogue.Money;
import dev.coalmine.order.orders.ApplyPayment;
import dev.coalmine.order.orders.Order;
import dev.coalmine.order.orders.State;
import dev.coalmine.order.support.FakePayments;
import dev.coalmine.order.support.FakePayments.PaymentAnswer;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.grpc.ManagedChannel;
import io.grpc.netty.NettyChannelBuilder;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.time.Duration;
import java.time.Instant;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.springframework.dao.DataAccessResourceFailureException;
import org.springframework.dao.DuplicateKeyException;

class SynchronousAuthorizationTests {

  private static final Order PLACED =
      new Order(
          1,
          "fay",
          "fay@example.com",
          new Money(100, "EUR"),
          new State.Pending(),
          1,
          Instant.parse("2026-11-21T12:00:00Z"));

  private final ApplyPayment applyPayment = mock();
  private final ManagedChannel channel =
      NettyChannelBuilder.forAddress("127.0.0.1", FakePayments.port()).usePlaintext().build();

  @AfterEach
  void close() {
    channel.shutdownNow();
  }

  /** The order is committed, so a failure afterwards must not reach the customer. */
  @ParameterizedTest
  @MethodSource
  void theCustomerHasAnOrderWhateverHappensToTheReply(RuntimeException failure) {
    FakePayments.answer(PaymentAnswer.AUTHORIZED);
    when(applyPayment.apply(anyLong(), any())).thenThrow(failure);

    assertThat(authorization().authorize(PLACED)).isEqualTo(PLACED);
  }

  static Stream<RuntimeException> theCustomerHasAnOrderWhateverHappensToTheReply() {
    return Stream.of(
        new DataAccessResourceFailureException("refused"),
        new DuplicateKeyException("twice"),
        new IllegalStateException("a defect"));
  }

  private SynchronousAuthorization authorization() {
    return new SynchronousAuthorization(
        channel,
        Bulkhead.ofDefaults("payment"),
        CircuitBreaker.ofDefaults("payment"),
        new PaymentSettings(
            true, "payment-service", Duration.ofSeconds(10), 1, Duration.ofSeconds(1)),
        applyPayment,
        new SimpleMeterRegistry());
  }
}
