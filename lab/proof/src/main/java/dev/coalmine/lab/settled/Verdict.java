package dev.coalmine.lab.settled;

import dev.coalmine.lab.journal.Entry.Action;
import dev.coalmine.lab.journal.Journals.Request;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/**
 * The journal against the books.
 *
 * @param states how many orders are in each pair of states, of the order and of its payment
 * @param asked orders that clients asked for
 * @param acknowledged those answered with a 2xx
 * @param placedUnanswered those that were placed though no answer came
 * @param broken a sentence for each promise that was not kept
 */
public record Verdict(
    Map<String, Long> states,
    long asked,
    long acknowledged,
    long placedUnanswered,
    List<String> broken) {

  /** So long a service remembers idempotency keys, by the contract; what is older is forgotten. */
  private static final Duration KEYS_KEPT = Duration.ofDays(7);

  static Verdict of(List<Request> journal, OrderStates states) {
    var broken = new ArrayList<>(unsettled(states));
    broken.addAll(unkept(journal, states));
    var placed = journal.stream().filter(it -> it.intent().action() == Action.PLACE).toList();
    return new Verdict(
        states.pairs(),
        placed.size(),
        placed.stream().filter(Request::isAcknowledged).count(),
        placed.stream().filter(it -> !it.isAnswered() && made(it, states) != null).count(),
        broken);
  }

  /** A sentence for each order that has not come to its end. */
  public static List<String> unsettled(OrderStates states) {
    return states.orders().keySet().stream()
        .filter(order -> !states.isSettled(order))
        .map(order -> unsettled(order, states))
        .toList();
  }

  /** A sentence for each request that a client was told is done, and that is not. */
  public static List<String> unkept(List<Request> journal, OrderStates states) {
    var broken = new ArrayList<String>();
    for (var request : journal) {
      if (request.isAcknowledged()) {
        switch (request.intent().action()) {
          case PLACE -> checkPlaced(request, states, broken);
          case CANCEL -> checkCancelled(request, states, broken);
          case RETURN -> checkReturned(request, states, broken);
        }
      }
    }
    return broken;
  }

  private static void checkReturned(Request request, OrderStates states, List<String> broken) {
    if (made(request, states) == null && isRemembered(request)) {
      broken.add(
          "a return of order %s was acknowledged at %s and does not exist"
              .formatted(request.intent().order(), request.answer().at()));
    }
  }

  private static String unsettled(String order, OrderStates states) {
    return "order %s is %s and its payment %s: that is no end"
        .formatted(order, states.orders().get(order).status(), states.payment(order));
  }

  private static void checkPlaced(Request request, OrderStates states, List<String> broken) {
    var order = request.answer().order();
    var known = states.orders().get(order);
    if (known == null) {
      broken.add(
          "order %s of %s was acknowledged at %s and does not exist"
              .formatted(order, request.intent().customer(), request.answer().at()));
    } else if (!known.customer().equals(request.intent().customer())) {
      broken.add(
          "order %s was acknowledged to %s and belongs to %s"
              .formatted(order, request.intent().customer(), known.customer()));
    } else if (!order.equals(made(request, states))
        && (made(request, states) != null || isRemembered(request))) {
      broken.add(
          "order %s was acknowledged under key %s, which made %s"
              .formatted(order, request.intent().key(), made(request, states)));
    }
  }

  private static boolean isRemembered(Request request) {
    return request.intent().at().isAfter(Instant.now().minus(KEYS_KEPT));
  }

  /** The order that its key made; null when none. */
  private static String made(Request request, OrderStates states) {
    return states
        .keys()
        .get(new OrderStates.Key(request.intent().customer(), request.intent().key()));
  }

  private static void checkCancelled(Request request, OrderStates states, List<String> broken) {
    var order = states.orders().get(request.intent().order());
    if (order != null && !order.status().equals("Cancelled")) {
      broken.add(
          "order %s is %s though its cancellation was acknowledged at %s"
              .formatted(request.intent().order(), order.status(), request.answer().at()));
    }
  }
}
