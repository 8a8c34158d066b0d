package dev.coalmine.notification.messaging;

import dev.coalmine.notification.mail.Wording;
import dev.coalmine.notification.notification.Notify;
import dev.coalmine.notification.order.KnownOrder;
import dev.coalmine.platform.event.Event;
import dev.coalmine.platform.event.Require;
import dev.coalmine.platform.inbox.Subscription;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What we listen to, and the little of it that we read. */
@Configuration(proxyBeanMethods = false)
class Subscriptions {

  private static final String ORDERS = "orders.events";
  private static final String PAYMENTS = "payments.events";
  private static final String ORDER_PLACED = "order.placed.v1";
  private static final List<String> OF_ORDERS =
      List.of("order.confirmed.v1", "order.rejected.v1", "order.cancelled.v1");
  private static final List<String> OF_PAYMENTS =
      List.of("payment.captured.v1", "payment.refunded.v1", "payment.refund-failed.v1");

  @Bean
  Subscription orders(Notify notify) {
    var subscription =
        Subscription.to(ORDERS)
            .on(
                ORDER_PLACED,
                OrderPlaced.class,
                (event, placed) -> {
                  notify.know(placed.known());
                  notify.about(placed.orderId(), event.id(), event.type(), Map.of());
                });
    OF_ORDERS.forEach(type -> subscription.on(type, Happened.class, (e, h) -> tell(notify, e, h)));
    return subscription;
  }

  @Bean
  Subscription payments(Notify notify) {
    var subscription = Subscription.to(PAYMENTS);
    OF_PAYMENTS.forEach(
        type -> subscription.on(type, Happened.class, (e, h) -> tell(notify, e, h)));
    return subscription;
  }

  private static void tell(Notify notify, Event event, Happened happened) {
    notify.about(happened.orderId(), event.id(), event.type(), happened.details());
  }

  record Money(long amount, String currency) {}

  record OrderPlaced(String orderId, String customer, String email, Money total) {

    OrderPlaced {
      Require.present("orderId", orderId);
      Require.present("customer", customer);
      Require.present("total", total);
      Require.present("total.currency", total.currency());
    }

    KnownOrder known() {
      return new KnownOrder(orderId, customer, email, total.amount(), total.currency());
    }
  }

  record Happened(String orderId, String reason, Money amount) {

    Happened {
      Require.present("orderId", orderId);
    }

    Map<String, String> details() {
      var details = new HashMap<String, String>();
      if (reason != null) {
        details.put("reason", reason);
      }
      if (amount != null) {
        details.put("amount", Wording.money(amount.amount(), amount.currency()));
      }
      return details;
    }
  }
}
