package dev.coalmine.order.messaging;

import dev.coalmine.order.catalogue.ProductEvents;
import dev.coalmine.order.orders.Order;
import dev.coalmine.order.orders.OrderEvent;
import dev.coalmine.order.orders.OrderEvents;
import dev.coalmine.platform.id.Ids;
import dev.coalmine.platform.outbox.Outbox;
import org.springframework.stereotype.Component;

/** Appends events to the outbox, under the names and with the fields that other services know. */
@Component
class OutboxEvents implements OrderEvents, ProductEvents {

  private final Outbox outbox;

  OutboxEvents(Outbox outbox) {
    this.outbox = outbox;
  }

  @Override
  public void append(Order order, long sequence, OrderEvent event) {
    var id = Ids.text(order.id());
    outbox.append(EventNames.ORDERS, type(event), id, sequence, payload(id, order, event));
  }

  @Override
  public void changed(String sku, long version) {
    outbox.append(
        EventNames.PRODUCTS,
        EventNames.PRODUCT_CHANGED,
        sku,
        version,
        new Payloads.ProductChanged(sku, version));
  }

  private static String type(OrderEvent event) {
    return switch (event) {
      case OrderEvent.Placed _ -> EventNames.ORDER_PLACED;
      case OrderEvent.Confirmed _ -> EventNames.ORDER_CONFIRMED;
      case OrderEvent.Rejected _ -> EventNames.ORDER_REJECTED;
      case OrderEvent.CancellationRequested _ -> EventNames.ORDER_CANCELLATION_REQUESTED;
      case OrderEvent.Cancelled _ -> EventNames.ORDER_CANCELLED;
      case OrderEvent.LinesReturned _ -> EventNames.ORDER_LINES_RETURNED;
    };
  }

  private static Object payload(String id, Order order, OrderEvent event) {
    return switch (event) {
      case OrderEvent.Placed(var lines) ->
          new Payloads.OrderPlaced(
              id,
              order.customer(),
              order.email(),
              order.total(),
              lines.stream()
                  .map(
                      line ->
                          new Payloads.PlacedLine(
                              line.sku(), line.offer(), line.quantity(), line.unitPrice()))
                  .toList(),
              order.placedAt());
      case OrderEvent.Confirmed(var at) -> new Payloads.OrderConfirmed(id, at);
      case OrderEvent.Rejected(var reason) -> new Payloads.OrderRejected(id, reason);
      case OrderEvent.CancellationRequested(var reason) ->
          new Payloads.CancellationRequested(id, reason.text());
      case OrderEvent.Cancelled() -> new Payloads.OrderCancelled(id);
      case OrderEvent.LinesReturned(var returned) ->
          new Payloads.LinesReturned(
              id,
              Ids.text(returned.id()),
              returned.amount(),
              returned.lines().stream()
                  .map(item -> new Payloads.ReturnedLine(item.sku(), item.offer(), item.quantity()))
                  .toList());
    };
  }
}
