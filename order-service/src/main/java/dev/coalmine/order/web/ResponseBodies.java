package dev.coalmine.order.web;

import dev.coalmine.order.orders.Order;
import dev.coalmine.order.orders.OrderLine;
import dev.coalmine.order.orders.Return;
import dev.coalmine.order.orders.State;
import dev.coalmine.order.view.OrderView;
import dev.coalmine.order.view.OrderView.LineView;
import dev.coalmine.order.view.OrderView.ReturnView;
import dev.coalmine.order.view.OrderView.ReturnedLine;
import dev.coalmine.platform.id.Ids;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The bodies of answers about an order or a return that was just made, without a query. */
final class ResponseBodies {

  private ResponseBodies() {}

  static OrderView of(Order order, List<OrderLine> lines) {
    return new OrderView(
        Ids.text(order.id()),
        status(order.state()),
        order.customer(),
        order.total(),
        lines.stream().map(ResponseBodies::of).toList(),
        order.placedAt(),
        reason(order.state()),
        null,
        List.of());
  }

  static OrderView withoutHistory(OrderView whole) {
    return new OrderView(
        whole.id(),
        whole.status(),
        whole.customer(),
        whole.total(),
        whole.lines(),
        whole.placedAt(),
        whole.reason(),
        null,
        whole.returns());
  }

  static ReturnView of(Return returned) {
    return new ReturnView(
        Ids.text(returned.id()),
        returned.amount(),
        "Requested",
        returned.lines().stream()
            .map(item -> new ReturnedLine(item.sku(), item.offer(), item.quantity()))
            .toList());
  }

  private static LineView of(OrderLine line) {
    return new LineView(
        line.sku(), line.offer(), line.quantity(), line.unitPrice(), line.returned());
  }

  private static String status(State state) {
    return switch (state) {
      case State.Pending _ -> "Pending";
      case State.Confirmed _ -> "Confirmed";
      case State.Rejected _ -> "Rejected";
      case State.Cancelling _ -> "Cancelling";
      case State.Cancelled _ -> "Cancelled";
    };
  }

  private static @Nullable String reason(State state) {
    return switch (state) {
      case State.Pending _, State.Confirmed _ -> null;
      case State.Rejected(var reason) -> reason;
      case State.Cancelling(var reason, _) -> reason.text();
      case State.Cancelled(var reason) -> reason.text();
    };
  }
}
