package dev.coalmine.notification;

import dev.coalmine.notification.delivery.Deliveries;
import dev.coalmine.notification.delivery.NotifyCustomer;
import dev.coalmine.notification.domain.KnownOrders;
import dev.coalmine.notification.domain.NotificationRules;
import dev.coalmine.notification.domain.Notifications;
import dev.coalmine.notification.domain.Signals;
import dev.coalmine.platform.id.Ids;
import dev.coalmine.platform.transaction.Transactions;
import java.time.Clock;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the use cases, which know no Spring, with their adapters. */
@Configuration(proxyBeanMethods = false)
class UseCases {

  @Bean
  NotifyCustomer notifyCustomer(
      Transactions transactions,
      NotificationRules rules,
      Notifications notifications,
      KnownOrders orders,
      Signals signals,
      Clock clock) {
    return new NotifyCustomer(
        transactions, rules, notifications, orders, signals, Ids::next, clock);
  }

  @Bean
  Deliveries deliveries(Transactions transactions, Notifications notifications, Clock clock) {
    return new Deliveries(transactions, notifications, clock);
  }
}
