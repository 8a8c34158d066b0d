package dev.coalmine.order;

import dev.coalmine.order.catalogue.ProductEvents;
import dev.coalmine.order.catalogue.Products;
import dev.coalmine.order.catalogue.PutProduct;
import dev.coalmine.order.catalogue.Stock;
import dev.coalmine.order.idempotency.Keys;
import dev.coalmine.order.orders.ApplyPayment;
import dev.coalmine.order.orders.CancelOrder;
import dev.coalmine.order.orders.ExpireOrders;
import dev.coalmine.order.orders.OrderEvents;
import dev.coalmine.order.orders.Orders;
import dev.coalmine.order.orders.PlaceOrder;
import dev.coalmine.order.orders.ReturnLines;
import dev.coalmine.order.orders.SettleReturn;
import dev.coalmine.platform.id.Ids;
import dev.coalmine.platform.transaction.Transactions;
import java.time.Clock;
import java.time.Duration;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Makes the use cases, which know no Spring, with their adapters (decision 20). */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(OrderSettings.class)
class UseCases {

  /** As fine as PostgreSQL stores it, so that a time is the same at once and when read later. */
  @Bean
  Clock clock() {
    return Clock.tick(Clock.systemUTC(), Duration.ofNanos(1_000));
  }

  @Bean
  PutProduct putProduct(
      Transactions transactions, Products products, Stock stock, ProductEvents events) {
    return new PutProduct(transactions, products, stock, events);
  }

  @Bean
  PlaceOrder placeOrder(
      Transactions transactions,
      Keys keys,
      Products products,
      Orders orders,
      OrderEvents events,
      Stock stock,
      Clock clock) {
    return new PlaceOrder(transactions, keys, products, orders, events, stock, clock, Ids::next);
  }

  @Bean
  CancelOrder cancelOrder(
      Transactions transactions, Keys keys, Orders orders, OrderEvents events, Clock clock) {
    return new CancelOrder(transactions, keys, orders, events, clock);
  }

  @Bean
  ReturnLines returnLines(
      Transactions transactions,
      Keys keys,
      Orders orders,
      OrderEvents events,
      Stock stock,
      Clock clock) {
    return new ReturnLines(transactions, keys, orders, events, stock, clock, Ids::next);
  }

  @Bean
  ApplyPayment applyPayment(
      Transactions transactions, Orders orders, OrderEvents events, Stock stock, Clock clock) {
    return new ApplyPayment(transactions, orders, events, stock, clock);
  }

  @Bean
  SettleReturn settleReturn(Transactions transactions, Orders orders) {
    return new SettleReturn(transactions, orders);
  }

  @Bean
  ExpireOrders expireOrders(
      Transactions transactions,
      Orders orders,
      OrderEvents events,
      Clock clock,
      OrderSettings settings) {
    return new ExpireOrders(transactions, orders, events, clock, settings.pendingLimit());
  }
}
