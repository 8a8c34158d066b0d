package dev.coalmine.order.memory;

import static java.util.stream.Collectors.toMap;

import dev.coalmine.order.orders.Change;
import dev.coalmine.order.orders.Item;
import dev.coalmine.order.orders.Order;
import dev.coalmine.order.orders.OrderLine;
import dev.coalmine.order.orders.Orders;
import dev.coalmine.order.orders.Return;
import dev.coalmine.order.orders.State;
import dev.coalmine.platform.testing.MemoryTransactions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

public final class MemoryOrders implements Orders {

  /** A line of an order's history. */
  public record Entry(long sequence, State state, Instant at) {}

  private final MemoryTransactions transactions;
  private final MemoryTransactions.Table<Long, Order> orders;
  private final MemoryTransactions.Table<Long, List<OrderLine>> lines;
  private final MemoryTransactions.Table<Long, List<Entry>> history;
  private final MemoryTransactions.Table<Long, Return> returns;
  private final Set<Long> lockedElsewhere = new HashSet<>();

  MemoryOrders(MemoryTransactions transactions) {
    this.transactions = transactions;
    this.orders = transactions.new Table<>();
    this.lines = transactions.new Table<>();
    this.history = transactions.new Table<>();
    this.returns = transactions.new Table<>();
  }

  /** Another transaction has locked the order and does not end. */
  public void lockElsewhere(long id) {
    lockedElsewhere.add(id);
  }

  public Order get(long id) {
    return Optional.ofNullable(orders.get(id)).orElseThrow();
  }

  public int count() {
    return orders.rows().size();
  }

  public long withState(State state) {
    return orders.rows().values().stream().filter(order -> order.state().equals(state)).count();
  }

  public List<Entry> history(long id) {
    return history.get(id);
  }

  public List<Return> returns() {
    return List.copyOf(returns.rows().values());
  }

  @Override
  public void add(Order order, List<OrderLine> ordered) {
    transactions.lock("order " + order.id());
    orders.put(order.id(), order);
    lines.put(order.id(), List.copyOf(ordered));
    var placed = new Entry(order.sequence(), order.state(), order.placedAt());
    history.put(order.id(), List.of(placed));
  }

  @Override
  public Optional<Order> lock(long id) {
    transactions.lock("order " + id);
    return Optional.ofNullable(orders.get(id));
  }

  @Override
  public List<OrderLine> lines(long order) {
    return Optional.ofNullable(lines.get(order)).orElse(List.of());
  }

  @Override
  public void save(Change change, Instant at) {
    var after = change.after();
    transactions.requireLock("order " + after.id());
    var expected = after.sequence() - change.steps().size();
    if (get(after.id()).sequence() != expected) {
      throw new IllegalStateException("the order has changed since it was read");
    }
    orders.put(after.id(), after);
    var entries = new ArrayList<>(history.get(after.id()));
    change.transitions().forEach(s -> entries.add(new Entry(s.sequence(), s.state(), at)));
    history.put(after.id(), List.copyOf(entries));
  }

  @Override
  public List<Order> lockPendingSince(Instant limit, int most) {
    var late =
        orders.rows().values().stream()
            .filter(order -> order.state() instanceof State.Pending)
            .filter(order -> order.placedAt().isBefore(limit))
            .filter(order -> !lockedElsewhere.contains(order.id()))
            .sorted(Comparator.comparing(Order::placedAt))
            .limit(most)
            .toList();
    late.forEach(order -> transactions.lock("order " + order.id()));
    return late;
  }

  @Override
  public void add(Return returned) {
    transactions.requireLock("order " + returned.order());
    returns.put(returned.id(), returned);
    var pieces =
        returned.lines().stream().collect(toMap(i -> i.sku() + "/" + i.offer(), Item::quantity));
    lines.put(
        returned.order(),
        lines(returned.order()).stream()
            .map(line -> less(line, pieces.getOrDefault(line.sku() + "/" + line.offer(), 0L)))
            .toList());
  }

  private static OrderLine less(OrderLine line, long pieces) {
    return new OrderLine(
        line.sku(), line.offer(), line.quantity(), line.unitPrice(), line.returned() + pieces);
  }

  @Override
  public boolean settle(long order, long id, Return.Status status) {
    transactions.requireLock("order " + order);
    var known = returns.get(id);
    if (known == null || known.order() != order) {
      return false;
    }
    if (known.status() == Return.Status.REQUESTED) {
      returns.put(
          id, new Return(id, order, known.amount(), status, known.lines(), known.requestedAt()));
    }
    return true;
  }
}
