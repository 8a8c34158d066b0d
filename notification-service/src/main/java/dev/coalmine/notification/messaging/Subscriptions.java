package dev.coalmine.notification.messaging;

import dev.coalmine.notification.delivery.NotifyCustomer;
import dev.coalmine.notification.domain.KnownOrder;
import dev.coalmine.notification.mail.NotificationText;
import dev.coalmine.platform.event.Event;
import dev.coalmine.platform.event.Require;
import dev.coalmine.platform.inbox.Subscription;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** What we listen to, and the little of it that we read. */
@Configuration(proxyBeanMethods = false)
class Subscriptions {

  private static final String ORDERS = "orders.events";
  private static final String PAYMENTS = "payments.events";
  private static final String ORDER_PLACED = "order.placed.v1";

  @Bean
  Subscription orders(NotifyCustomer notify) {
    return Subscription.to(ORDERS)
        .on(
            ORDER_PLACED,
            OrderPlaced.class,
            (event, placed) -> {
              notify.orderPlaced(placed.known());
              notify.eventOccurred(placed.orderId(), event.id(), event.type(), Map.of());
            })
        .on("order.confirmed.v1", Done.class, (event, body) -> tell(notify, event, body))
        .on("order.rejected.v1", Refused.class, (event, body) -> tell(notify, event, body))
        .on("order.cancelled.v1", Done.class, (event, body) -> tell(notify, event, body));
  }

  @Bean
  Subscription payments(NotifyCustomer notify) {
    return Subscription.to(PAYMENTS)
        .on("payment.captured.v1", Captured.class, (event, body) -> tell(notify, event, body))
        .on("payment.refunded.v1", Refunded.class, (event, body) -> tell(notify, event, body))
        .on("payment.refund-failed.v1", Refused.class, (event, body) -> tell(notify, event, body));
  }

  private static void tell(NotifyCustomer notify, Event event, Happened happened) {
    if (happened.isOfNothing()) {
      notify.nothingToTell(happened.orderId(), event.id(), event.type(), "the amount is 0");
    } else {
      notify.eventOccurred(happened.orderId(), event.id(), event.type(), happened.details());
    }
  }

  record Money(long amount, String currency) {

    Money {
      Require.present("currency", currency);
    }
  }

  record OrderPlaced(String orderId, String customer, @Nullable String email, Money total) {

    OrderPlaced {
      Require.present("orderId", orderId);
      Require.present("customer", customer);
      Require.present("total", total);
    }

    KnownOrder known() {
      return new KnownOrder(orderId, customer, email, total.amount(), total.currency());
    }
  }

  /** Each type demands what its template needs, so that no customer is sent half a sentence. */
  private sealed interface Happened {

    String orderId();

    /** For the templates. */
    Map<String, String> details();

    /** Money of an amount of 0, as after the cancellation of what was all returned before. */
    default boolean isOfNothing() {
      return false;
    }
  }

  record Done(String orderId) implements Happened {

    Done {
      Require.present("orderId", orderId);
    }

    @Override
    public Map<String, String> details() {
      return Map.of();
    }
  }

  record Captured(String orderId, Money amount) implements Happened {

    Captured {
      Require.present("orderId", orderId);
      Require.present("amount", amount);
    }

    @Override
    public Map<String, String> details() {
      return Map.of();
    }

    @Override
    public boolean isOfNothing() {
      return amount.amount() == 0;
    }
  }

  record Refused(String orderId, String reason) implements Happened {

    Refused {
      Require.present("orderId", orderId);
      Require.present("reason", reason);
    }

    @Override
    public Map<String, String> details() {
      return Map.of("reason", reason);
    }
  }

  record Refunded(String orderId, Money amount) implements Happened {

    Refunded {
      Require.present("orderId", orderId);
      Require.present("amount", amount);
    }

    @Override
    public Map<String, String> details() {
      return Map.of("amount", NotificationText.money(amount.amount(), amount.currency()));
    }

    @Override
    public boolean isOfNothing() {
      return amount.amount() == 0;
    }
  }
}
