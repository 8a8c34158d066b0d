package dev.coalmine.payment.authorization;

import dev.coalmine.payment.domain.Money;
import dev.coalmine.payment.domain.OrderPayment;
import dev.coalmine.payment.domain.Payment;
import dev.coalmine.payment.processing.StartPayment;
import dev.coalmine.payment.v1.AuthorizeReply;
import dev.coalmine.payment.v1.AuthorizeReply.Outcome;
import dev.coalmine.payment.v1.AuthorizeRequest;
import dev.coalmine.payment.v1.PaymentsGrpc.PaymentsImplBase;
import dev.coalmine.platform.failure.FailureClass;
import dev.coalmine.platform.id.Ids;
import io.grpc.Context;
import io.grpc.Status;
import io.grpc.stub.StreamObserver;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.stereotype.Component;

/** Serves the authorize call: begins the payment and waits for it as long as the caller does. */
@Component
class AuthorizeNow extends PaymentsImplBase {

  private static final Logger log = LoggerFactory.getLogger(AuthorizeNow.class);
  private static final Duration WITHOUT_DEADLINE = Duration.ofSeconds(5);

  /** The reply has to get back before the caller gives up. */
  private static final Duration WAY_BACK = Duration.ofMillis(50);

  private final StartPayment start;

  AuthorizeNow(StartPayment start) {
    this.start = start;
  }

  @Override
  public void authorize(AuthorizeRequest request, StreamObserver<AuthorizeReply> replies) {
    if (!isComplete(request)) {
      replies.onError(
          Status.INVALID_ARGUMENT
              .withDescription("order_id, customer, an amount from 0 and a currency are needed")
              .asRuntimeException());
      return;
    }
    try {
      var payment =
          start.andWait(
              request.getOrderId(),
              request.getCustomer(),
              new Money(request.getAmountMinor(), request.getCurrency()),
              patience());
      replies.onNext(reply(payment, request));
      replies.onCompleted();
    } catch (RuntimeException e) {
      replies.onError(status(e, request).asRuntimeException());
    }
  }

  private static Status status(RuntimeException e, AuthorizeRequest request) {
    return switch (FailureClass.of(e)) {
      case TRANSIENT -> {
        log.warn("Order {} waits for its event: {}", request.getOrderId(), e.toString());
        yield Status.UNAVAILABLE;
      }
      case PERMANENT, DEFECT -> {
        log.error("Order {} cannot be paid by this call", request.getOrderId(), e);
        yield Status.INTERNAL;
      }
    };
  }

  private static boolean isComplete(AuthorizeRequest request) {
    return !request.getOrderId().isEmpty()
        && !request.getCustomer().isEmpty()
        && request.getAmountMinor() >= 0
        && request.getCurrency().length() == 3;
  }

  private static Duration patience() {
    var deadline = Context.current().getDeadline();
    return deadline == null
        ? WITHOUT_DEADLINE
        : Duration.ofNanos(deadline.timeRemaining(TimeUnit.NANOSECONDS)).minus(WAY_BACK);
  }

  private static AuthorizeReply reply(OrderPayment found, AuthorizeRequest request) {
    var reply = AuthorizeReply.newBuilder().setPaymentId(Ids.text(found.id()));
    var price = new Money(request.getAmountMinor(), request.getCurrency());
    return found instanceof Payment payment && payment.isFor(request.getCustomer(), price)
        ? reply(payment, reply)
        : reply.setOutcome(Outcome.PENDING).build(); // not what was asked; the event decides
  }

  private static AuthorizeReply reply(Payment payment, AuthorizeReply.Builder reply) {
    return switch (payment.state()) {
      case AUTHORIZED, CAPTURING, CAPTURED -> reply.setOutcome(Outcome.AUTHORIZED).build();
      case DECLINED ->
          reply.setOutcome(Outcome.DECLINED).setDeclineReason(payment.reason()).build();
      case AUTHORIZING, UNKNOWN, VOIDING, VOIDED, REFUNDING, REFUNDED ->
          reply.setOutcome(Outcome.PENDING).build();
    };
  }
}
