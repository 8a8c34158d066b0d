package dev.coalmine.order.orders;

import dev.coalmine.order.catalogue.StockMove;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What a decision makes of an order.
 *
 * @param steps each a line of its history and an event; none when no other service needs to know
 * @param move of all that the order holds
 */
public record Change(Order after, List<Step> steps, Optional<StockMove> move) {

  public record Step(State state, long sequence, OrderEvent event) {}

  /** The steps that belong into the order's history; a return leaves the order as it was. */
  public List<Step> transitions() {
    return steps.stream()
        .filter(step -> !(step.event() instanceof OrderEvent.LinesReturned))
        .toList();
  }

  /** A change that no event announces. */
  static Change silent(Order before, State next) {
    return new Change(before.now(next, 0), List.of(), Optional.empty());
  }

  static Change to(Order before, State next, OrderEvent event) {
    var after = before.now(next, 1);
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
