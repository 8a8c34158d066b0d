package dev.coalmine.lab.replay;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.journal.Entry;
import dev.coalmine.lab.journal.Journals.Request;
import dev.coalmine.lab.load.Counts;
import dev.coalmine.lab.load.JournaledShop;
import dev.coalmine.lab.load.Reply;
import dev.coalmine.lab.load.Report;
import dev.coalmine.lab.load.Tally;
import dev.coalmine.lab.replay.Undoing.Undo;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.atomic.LongAdder;

/**
 * Places each sale of the file at its time and undoes what its cancellations undo. What an earlier
 * replay was told is done is not asked for again, and the keys, made of the invoices' numbers, keep
 * the rest from being done twice.
 */
final class Replaying {

  private static final int SHELVES = 8;
  private static final Duration UNTIL_RETURNABLE = Duration.ofMinutes(2);
  private static final long PAUSE_MS = 500;

  private final JournaledShop shop;
  private final Map<String, Request> earlier;
  private final Tally tally = new Tally();
  private final Map<String, CompletableFuture<String>> placed = new ConcurrentHashMap<>();
  private final Counts statuses = new Counts();
  private final Counts undone = new Counts();
  private final LongAdder already = new LongAdder();
  private final LongAdder ordered = new LongAdder();
  private final LongAdder expected = new LongAdder();
  private final LongAdder different = new LongAdder();
  private final CountDownLatch stop = new CountDownLatch(1);
  private final AtomicReference<RuntimeException> failure = new AtomicReference<>();

  /**
   * @param earlier what all journals say, by key
   */
  Replaying(JournaledShop shop, Map<String, Request> earlier) {
    this.shop = shop;
    this.earlier = earlier;
  }

  /** No new invoices; those asked for are still followed. */
  void stop() {
    stop.countDown();
  }

  private boolean isStopped() {
    return stop.getCount() == 0;
  }

  /**
   * @throws UserError when the shop refuses a product
   */
  void fillShelves(Assortment assortment, Progress progress) throws InterruptedException {
    var keeper = shop.customers().shopKeeper();
    var hands = new Semaphore(SHELVES);
    var refusal = new CompletableFuture<Reply>();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (var product : assortment.products()) {
        hands.acquire();
        if (isStopped() || refusal.isDone()) {
          break;
        }
        submit(
            threads,
            () -> {
              try {
                var reply = put(product, keeper);
                progress.step();
                return reply.isOk() || isThereAlready(reply) || refusal.complete(reply);
              } finally {
                hands.release();
              }
            });
      }
    }
    complain();
    if (refusal.isDone()) {
      throw new UserError("a product cannot be put on sale: " + refusal.join().reason());
    }
  }

  /** And more of it, from a file of which this one is a part. */
  private static boolean isThereAlready(Reply reply) {
    return reply.reason().equals("409 received-too-low");
  }

  private Reply put(Assortment.Product product, String keeper) throws InterruptedException {
    var path = "/api/products/" + product.sku();
    return shop.shop().put(path, keeper, UUID.randomUUID().toString(), Requests.product(product));
  }

  /** What goes wrong with one goes wrong with all: the issuer is gone, the disk is full. */
  private void submit(ExecutorService threads, Callable<?> work) {
    threads.submit(
        () -> {
          try {
            return work.call();
          } catch (RuntimeException e) {
            failure.compareAndSet(null, e);
            stop();
            throw e;
          }
        });
  }

  private void complain() {
    if (failure.get() != null) {
      throw failure.get();
    }
  }

  /**
   * Returns when every invoice has its answer or was given up. Where no order is left to place,
   * there is nothing to pace, and the schedule is not kept.
   *
   * @throws UserError when one could not even be asked for
   */
  void run(List<Invoice> invoices, Schedule schedule, Undoing undoing, Progress progress)
      throws InterruptedException {
    var pace = isAllPlaced(invoices) ? Schedule.atOnce() : schedule;
    long start = System.nanoTime();
    try (var threads = Executors.newVirtualThreadPerTaskExecutor()) {
      for (int index = 0; index < invoices.size(); index++) {
        var invoice = invoices.get(index);
        long intended = start + pace.at(index, invoice).toNanos();
        if (stop.await(intended - System.nanoTime(), TimeUnit.NANOSECONDS)) {
          break;
        }
        if (invoice.isCancellation()) {
          var undos = undoing.cancelled(invoice);
          submit(threads, () -> undoAll(invoice, undos, progress));
        } else {
          undoing.sold(invoice);
          placed.put(invoice.number(), new CompletableFuture<>());
          submit(threads, () -> sell(invoice, intended, progress));
        }
      }
    }
    complain();
  }

  private Void sell(Invoice sale, long intended, Progress progress) throws InterruptedException {
    String order = null;
    try {
      order = order(sale, intended);
    } finally {
      placed.get(sale.number()).complete(order);
      progress.step();
    }
    return null;
  }

  /** Its id; null when there is none. */
  private String order(Invoice sale, long intended) throws InterruptedException {
    var key = keyOf(sale);
    if (isDone(key)) {
      already.increment();
      return earlier.get(key).answer().order();
    }
    tally.offered(1);
    var reply =
        shop.place(
            Entry.place(key, sale.subject()),
            Requests.lines(sale.lines()),
            it -> tally.placed(it, TimeUnit.NANOSECONDS.toMicros(System.nanoTime() - intended)));
    if (reply.isOk()) {
      compare(sale, reply);
    }
    return reply.id();
  }

  private void compare(Invoice sale, Reply reply) {
    statuses.count(reply.json().path("status").asString());
    long total = reply.json().path("total").path("amount").asLong();
    ordered.add(total);
    expected.add(sale.amount());
    if (total != sale.amount()) {
      different.increment();
    }
  }

  private Void undoAll(Invoice cancellation, List<Undo> undos, Progress progress)
      throws InterruptedException {
    for (var undo : undos) {
      var order = placed.get(undo.sale().number()).join();
      var key = "replay-%s-%s".formatted(cancellation.number(), undo.sale().number());
      if (order == null) {
        undone.count("not: their order was not placed");
      } else if (isDone(key)) {
        undone.count("earlier");
      } else if (undo.whole()) {
        cancel(undo, order, key);
      } else {
        giveBack(undo, order, key);
      }
    }
    progress.step();
    return null;
  }

  private void cancel(Undo undo, String order, String key) throws InterruptedException {
    var reply = shop.cancel(Entry.cancel(key, undo.sale().subject(), order));
    undone.count(reply.isOk() ? "orders cancelled" : "not: " + reply.reason());
  }

  /** Only what is paid can be given back; the payment may still be on its way. */
  private void giveBack(Undo undo, String order, String key) throws InterruptedException {
    var intent = Entry.giveBack(key, undo.sale().subject(), order);
    var token = shop.customers().token(undo.sale().subject());
    shop.journal().write(List.of(intent));
    long end = System.nanoTime() + UNTIL_RETURNABLE.toNanos();
    Reply reply;
    do {
      reply =
          shop.shop()
              .post("/api/orders/" + order + "/returns", token, key, Requests.lines(undo.lines()));
      if (reply.status() != 409) {
        break;
      }
      TimeUnit.MILLISECONDS.sleep(PAUSE_MS);
    } while (System.nanoTime() < end && !isStopped());
    shop.journal().write(List.of(intent.answered(order, reply.status())));
    undone.count(reply.isOk() ? "returns" : "not: " + reply.reason());
  }

  /** How many of them lie before the first that no earlier replay placed. */
  int placedEarlier(List<Invoice> invoices) {
    for (int index = 0; index < invoices.size(); index++) {
      var invoice = invoices.get(index);
      if (!invoice.isCancellation() && !isDone(keyOf(invoice))) {
        return index;
      }
    }
    return invoices.size();
  }

  boolean isAllPlaced(List<Invoice> invoices) {
    return placedEarlier(invoices) == invoices.size();
  }

  private static String keyOf(Invoice sale) {
    return "replay-" + sale.number();
  }

  private boolean isDone(String key) {
    var request = earlier.get(key);
    return request != null && request.isAcknowledged();
  }

  Report report() {
    return tally.report();
  }

  Summary summary(RetailFile file, Undoing undoing) {
    return new Summary(
        file.rows(),
        file.untidy(),
        undoing.unmatched(),
        file.assortment().products().size(),
        already.sum(),
        report(),
        statuses.sums(),
        undone.sums(),
        ordered.sum(),
        expected.sum(),
        different.sum());
  }
}
