package dev.coalmine.order.orders;

import java.time.Instant;
import java.util.List;

/** What is told of an order, each once, in this order's own sequence. */
public sealed interface OrderEvent {

  record Placed(List<Line> lines) implements OrderEvent {}

  record Confirmed(Instant at) implements OrderEvent {}

  record Rejected(String reason) implements OrderEvent {}

  record CancellationRequested(Cause cause) implements OrderEvent {}

  record Cancelled() implements OrderEvent {}

  record LinesReturned(Return returned) implements OrderEvent {}
}
