package dev.coalmine.order.orders;

import dev.coalmine.order.catalogue.StockMove;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * How an order changes.
 *
 * @param after the order after the change
 * @param steps one for each event; empty when no other service needs to know of the change
 * @param move of all pieces that the order holds
 */
public record Change(Order after, List<Step> steps, Optional<StockMove> move) {

  public record Step(State state, long sequence, OrderEvent event) {}

  /** The steps that the order's history lists. A return is none, because the state stays. */
  public List<Step> transitions() {
    return steps.stream()
        .filter(step -> !(step.event() instanceof OrderEvent.LinesReturned))
        .toList();
  }

  /** Changes the state, and appends no event. */
  static Change withoutEvent(Order before, State next) {
    return new Change(before.withState(next, 0), List.of(), Optional.empty());
  }

  static Change to(Order before, State next, OrderEvent event) {
    var after = before.withState(next, 1);
    return new Change(after, List.of(new Step(next, after.sequence(), event)), Optional.empty());
  }

  Change and(State next, OrderEvent event) {
    var further = Change.to(after, next, event);
    var all = new ArrayList<>(steps);
    all.addAll(further.steps());
    return new Change(further.after(), List.copyOf(all), move);
  }

  Change moving(StockMove goods) {
    return new Change(after, steps, Optional.of(goods));
  }
}
