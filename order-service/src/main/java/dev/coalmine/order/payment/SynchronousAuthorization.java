package dev.coalmine.order.payment;

import dev.coalmine.order.orders.ApplyPayment;
import dev.coalmine.order.orders.Order;
import dev.coalmine.order.orders.PaymentOutcome;
import dev.coalmine.payment.v1.AuthorizeReply;
import dev.coalmine.payment.v1.AuthorizeRequest;
import dev.coalmine.payment.v1.PaymentsGrpc;
import dev.coalmine.platform.failure.FailureClass;
import dev.coalmine.platform.id.Ids;
import io.github.resilience4j.bulkhead.Bulkhead;
import io.github.resilience4j.bulkhead.BulkheadFullException;
import io.github.resilience4j.circuitbreaker.CallNotPermittedException;
import io.github.resilience4j.circuitbreaker.CircuitBreaker;
import io.grpc.Channel;
import io.grpc.StatusRuntimeException;
import io.micrometer.core.instrument.MeterRegistry;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Authorizes a payment by a call within the customer's request, so that the answer has the outcome.
 * The call may fail in any way: the order is committed, and its event does the same work a little
 * later. So a failed call is not repeated, and no exception reaches the caller. Its metric and its
 * setting have the call's older name, accelerator.
 */
public class SynchronousAuthorization {

  private static final Logger log = LoggerFactory.getLogger(SynchronousAuthorization.class);

  private final Channel channel;
  private final Bulkhead bulkhead;
  private final CircuitBreaker breaker;
  private final PaymentSettings settings;
  private final ApplyPayment applyPayment;
  private final MeterRegistry meters;

  SynchronousAuthorization(
      Channel channel,
      Bulkhead bulkhead,
      CircuitBreaker breaker,
      PaymentSettings settings,
      ApplyPayment applyPayment,
      MeterRegistry meters) {
    this.channel = channel;
    this.bulkhead = bulkhead;
    this.breaker = breaker;
    this.settings = settings;
    this.applyPayment = applyPayment;
    this.meters = meters;
  }

  /**
   * Asks payment for an authorization and applies the reply. Must be called after the order's
   * commit and outside a transaction.
   *
   * @return the order as it is after the reply, or as it was placed when there is none in time
   */
  public Order authorize(Order placed) {
    if (!settings.accelerate()) {
      return placed;
    }
    return ask(placed).flatMap(outcome -> apply(placed, outcome)).orElse(placed);
  }

  private Optional<PaymentOutcome> ask(Order order) {
    try {
      var reply = bulkhead.executeSupplier(() -> breaker.executeSupplier(() -> call(order)));
      count(reply.getOutcome().name().toLowerCase(Locale.ROOT));
      return outcome(reply, order);
    } catch (StatusRuntimeException e) {
      count("failed");
      log.debug("Payment did not answer for order {}: {}", Ids.text(order.id()), e.getStatus());
    } catch (BulkheadFullException | CallNotPermittedException e) {
      count("not-asked");
    }
    return Optional.empty();
  }

  private AuthorizeReply call(Order order) {
    var request =
        AuthorizeRequest.newBuilder()
            .setOrderId(Ids.text(order.id()))
            .setCustomer(order.customer())
            .setAmountMinor(order.total().amount())
            .setCurrency(order.total().currency())
            .build();
    return PaymentsGrpc.newBlockingStub(channel)
        .withDeadlineAfter(settings.deadline().toNanos(), TimeUnit.NANOSECONDS)
        .authorize(request);
  }

  private static Optional<PaymentOutcome> outcome(AuthorizeReply reply, Order order) {
    return switch (reply.getOutcome()) {
      case AUTHORIZED -> Optional.of(new PaymentOutcome.Authorized(order.total()));
      case DECLINED -> Optional.of(new PaymentOutcome.Declined(reply.getDeclineReason()));
      case PENDING, OUTCOME_UNSPECIFIED, UNRECOGNIZED -> Optional.empty();
    };
  }

  private Optional<Order> apply(Order order, PaymentOutcome outcome) {
    try {
      return applyPayment.apply(order.id(), outcome);
    } catch (RuntimeException e) { // the order is committed, so the customer gets it anyway
      switch (FailureClass.of(e)) {
        case TRANSIENT ->
            log.warn("Order {} waits for the event: {}", Ids.text(order.id()), e.toString());
        case PERMANENT, DEFECT ->
            log.error("A reply cannot be applied to order {}", Ids.text(order.id()), e);
      }
      return Optional.empty();
    }
  }

  private void count(String result) {
    meters.counter("payment.accelerator", "result", result).increment();
  }
}
