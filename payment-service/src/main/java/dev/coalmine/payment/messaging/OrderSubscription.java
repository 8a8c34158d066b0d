package dev.coalmine.payment.messaging;

import dev.coalmine.payment.domain.Money;
import dev.coalmine.payment.processing.OrderEventHandler;
import dev.coalmine.platform.event.Require;
import dev.coalmine.platform.inbox.Subscription;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/**
 * Subscribes to orders.events. The events of one poll share a transaction, because each event locks
 * only the row of its own payment.
 */
@Configuration(proxyBeanMethods = false)
class OrderSubscription {

  @Bean
  Subscription orders(OrderEventHandler payments) {
    return Subscription.to(EventNames.ORDERS)
        .on(
            EventNames.ORDER_PLACED,
            OrderPlaced.class,
            (_, e) -> payments.placed(e.orderId(), e.customer(), e.total()))
        .on(EventNames.ORDER_CONFIRMED, OfOrder.class, (_, e) -> payments.confirmed(e.orderId()))
        .on(
            EventNames.ORDER_CANCELLATION_REQUESTED,
            OfOrder.class,
            (_, e) -> payments.cancellationRequested(e.orderId()))
        .on(
            EventNames.ORDER_LINES_RETURNED,
            LinesReturned.class,
            (_, e) -> payments.linesReturned(e.orderId(), e.returnId(), e.amount().amount()))
        .batched();
  }

  record OrderPlaced(String orderId, String customer, Money total) {

    OrderPlaced {
      Require.present("orderId", orderId);
      Require.present("customer", customer);
      Require.present("total", total);
      Require.present("total.currency", total.currency());
    }
  }

  record OfOrder(String orderId) {

    OfOrder {
      Require.present("orderId", orderId);
    }
  }

  record LinesReturned(String orderId, String returnId, Money amount) {

    LinesReturned {
      Require.present("orderId", orderId);
      Require.present("returnId", returnId);
      Require.present("amount", amount);
    }
  }
}
