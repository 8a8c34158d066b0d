package dev.coalmine.order.catalogue;

import dev.coalmine.platform.transaction.Transactions;
import dev.coalmine.platform.transaction.Transactions.Work;

/** Lists a product, changes it, or counts goods in, as the shop keeper says. */
public class PutProduct {

  private final Transactions transactions;
  private final Products products;
  private final Stock stock;
  private final ProductEvents events;

  public PutProduct(
      Transactions transactions, Products products, Stock stock, ProductEvents events) {
    this.transactions = transactions;
    this.products = products;
    this.stock = stock;
    this.events = events;
  }

  /** Stores the listing. One that says nothing new makes no version and no event. */
  public Outcome put(Listing listing) {
    return transactions.run(work -> put(work, listing));
  }

  private Outcome put(Work work, Listing listing) {
    var before = products.lock(listing.sku());
    if (says(before, listing)) {
      return new Stored(product(listing), false);
    }
    var version = before.version() + 1;
    products.save(listing, version);
    var came = listing.received() - before.received();
    if (came != 0 && !stock.receive(listing.sku(), came)) {
      return work.rollback(new TooFewReceived(before.received()));
    }
    events.changed(listing.sku(), version);
    return new Stored(product(listing), version == 1);
  }

  private static boolean says(Products.Locked before, Listing listing) {
    return before.version() > 0
        && listing.name().equals(before.name())
        && listing.received() == before.received()
        && listing.offers().size() == before.offers().size()
        && before.offers().containsAll(listing.offers());
  }

  private Product product(Listing listing) {
    return products.find(listing.sku()).orElseThrow();
  }

  public sealed interface Outcome {}

  public record Stored(Product product, boolean created) implements Outcome {}

  /**
   * More pieces are reserved or sold than would have been received.
   *
   * @param received as it was before and stays
   */
  public record TooFewReceived(long received) implements Outcome {}
}
