package dev.coalmine.lab.load;

import dev.coalmine.lab.cli.UserError;
import dev.coalmine.lab.endpoints.SystemEndpoints;
import dev.coalmine.lab.journal.Entry;
import dev.coalmine.lab.journal.Journal;
import java.util.List;
import java.util.function.Consumer;

/**
 * The shop as customers see it, and their journal: a request is in the journal before its first
 * attempt and after its last.
 */
public record JournaledShop(Shop shop, Customers customers, Journal journal)
    implements AutoCloseable {

  /**
   * @throws UserError when no journal can be written
   */
  public static JournaledShop open(SystemEndpoints system) {
    return open(system, new HttpClientTransport());
  }

  static JournaledShop open(SystemEndpoints system, Transport transport) {
    return new JournaledShop(
        new Shop(system.gateways(), LoadCommand.PATIENCE, transport),
        new Customers(system.issuer()),
        Journal.open(system.journalDirectory()));
  }

  /**
   * Puts products of the load on sale, those that are missing.
   *
   * @return their SKUs
   */
  public List<String> products(int count) throws InterruptedException {
    return Assortment.ensure(shop, customers, count);
  }

  /**
   * Places an order.
   *
   * @param answered is told the answer as soon as it is there, before the journal is written
   */
  public Reply place(Entry intent, String body, Consumer<Reply> answered)
      throws InterruptedException {
    return post(intent, "/api/orders", body, answered);
  }

  public Reply cancel(Entry intent) throws InterruptedException {
    return post(intent, "/api/orders/" + intent.order() + "/cancellation", null, _ -> {});
  }

  private Reply post(Entry intent, String path, String body, Consumer<Reply> answered)
      throws InterruptedException {
    var token = customers.token(intent.customer());
    journal.write(List.of(intent));
    var reply = shop.post(path, token, intent.key(), body);
    answered.accept(reply);
    var order = intent.order() == null ? reply.id() : intent.order();
    journal.write(List.of(intent.answered(order, reply.status())));
    return reply;
  }

  @Override
  public void close() {
    journal.close();
    shop.close();
  }
}
