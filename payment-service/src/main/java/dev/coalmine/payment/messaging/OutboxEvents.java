package dev.coalmine.payment.messaging;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.coalmine.payment.domain.Money;
import dev.coalmine.payment.domain.OrderPayment;
import dev.coalmine.payment.domain.PaymentEvent;
import dev.coalmine.payment.domain.PaymentEvent.PaymentAuthorized;
import dev.coalmine.payment.domain.PaymentEvent.PaymentCaptureFailed;
import dev.coalmine.payment.domain.PaymentEvent.PaymentCaptured;
import dev.coalmine.payment.domain.PaymentEvent.PaymentDeclined;
import dev.coalmine.payment.domain.PaymentEvent.PaymentRefunded;
import dev.coalmine.payment.domain.PaymentEvent.PaymentVoided;
import dev.coalmine.payment.domain.PaymentEvent.RefundFailed;
import dev.coalmine.payment.domain.PaymentEventPublisher;
import dev.coalmine.platform.id.Ids;
import dev.coalmine.platform.outbox.Outbox;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;

/** Appends domain events to the outbox, in the transaction that decided them. */
@Component
class OutboxEvents implements PaymentEventPublisher {

  private final Outbox outbox;

  OutboxEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void publish(OrderPayment payment, long sequence, PaymentEvent event) {
    var body = payload(payment);
    switch (event) {
      case PaymentAuthorized(var amount) ->
          append(payment, sequence, EventNames.PAYMENT_AUTHORIZED, body.with(amount));
      case PaymentDeclined(var reason) ->
          append(payment, sequence, EventNames.PAYMENT_DECLINED, body.because(reason));
      case PaymentCaptured(var amount, var fee) ->
          append(payment, sequence, EventNames.PAYMENT_CAPTURED, body.with(amount).withFee(fee));
      case PaymentCaptureFailed(var reason) ->
          append(payment, sequence, EventNames.PAYMENT_CAPTURE_FAILED, body.because(reason));
      case PaymentVoided() -> append(payment, sequence, EventNames.PAYMENT_VOIDED, body);
      case PaymentRefunded(var amount, var returnId) ->
          append(
              payment, sequence, EventNames.PAYMENT_REFUNDED, body.with(amount).ofReturn(returnId));
      case RefundFailed(var returnId, var reason) ->
          append(
              payment,
              sequence,
              EventNames.PAYMENT_REFUND_FAILED,
              body.because(reason).ofReturn(returnId));
    }
  }

  private void append(OrderPayment payment, long sequence, String type, Payload payload) {
    outbox.append(EventNames.PAYMENTS, type, payment.orderId(), sequence, payload);
  }

  private static Payload payload(OrderPayment payment) {
    return new Payload(payment.orderId(), Ids.text(payment.id()), null, null, null, null);
  }

  /** The fields of all types; contracts/events says which type has which. */
  @JsonInclude(JsonInclude.Include.NON_NULL)
  private record Payload(
      String orderId,
      String paymentId,
      @Nullable Money amount,
      @Nullable Money fee,
      @Nullable String reason,
      @Nullable String returnId) {

    Payload with(Money newAmount) {
      return new Payload(orderId, paymentId, newAmount, fee, reason, returnId);
    }

    Payload withFee(Money newFee) {
      return new Payload(orderId, paymentId, amount, newFee, reason, returnId);
    }

    Payload because(String newReason) {
      return new Payload(orderId, paymentId, amount, fee, newReason, returnId);
    }

    Payload ofReturn(@Nullable String newReturn) {
      return new Payload(orderId, paymentId, amount, fee, reason, newReturn);
    }
  }
}
