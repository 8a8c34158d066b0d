package dev.coalmine.order.memory;

import dev.coalmine.order.catalogue.Listing;
import dev.coalmine.order.catalogue.Money;
import dev.coalmine.order.catalogue.Offer;
import dev.coalmine.order.catalogue.Product;
import dev.coalmine.order.catalogue.Products;
import dev.coalmine.order.catalogue.Quote;
import dev.coalmine.platform.testing.MemoryTransactions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

public final class MemoryProducts implements Products {

  private record Row(String name, List<Offer> offers, long version) {

    private Money price(String id) {
      return offers.stream()
          .filter(offer -> offer.id().equals(id))
          .map(Offer::price)
          .findFirst()
          .orElse(null);
    }
  }

  private final MemoryTransactions transactions;
  private final MemoryStock stock;
  private final MemoryTransactions.Table<String, Row> rows;
  private final Map<String, Long> outdated = new HashMap<>();

  MemoryProducts(MemoryTransactions transactions, MemoryStock stock) {
    this.transactions = transactions;
    this.stock = stock;
    this.rows = transactions.new Table<>();
  }

  /** Quotes say that so many are available, as if others were taken since they were read. */
  public void quoteAvailable(String sku, long pieces) {
    outdated.put(sku, pieces);
  }

  public int count() {
    return rows.rows().size();
  }

  @Override
  public Optional<Product> find(String sku) {
    return Optional.ofNullable(rows.get(sku))
        .map(row -> new Product(sku, row.name(), row.offers(), available(sku), row.version()));
  }

  private long available(String sku) {
    return stock.of(sku).onHand();
  }

  @Override
  public List<Product> search(String query, String after, int limit) {
    throw new UnsupportedOperationException("no use case searches");
  }

  @Override
  public Locked lock(String sku) {
    transactions.lock("product " + sku);
    var received = stock.of(sku).received();
    return find(sku)
        .map(known -> new Locked(known.name(), known.offers(), received, known.version()))
        .orElse(new Locked("", List.of(), received, 0));
  }

  @Override
  public void save(Listing listing, long version) {
    transactions.requireLock("product " + listing.sku());
    rows.put(listing.sku(), new Row(listing.name(), listing.offers(), version));
  }

  @Override
  public List<Quote> quote(List<String> skus, List<String> offers) {
    var quotes = new ArrayList<Quote>();
    for (int i = 0; i < skus.size(); i++) {
      var sku = skus.get(i);
      var row = rows.get(sku);
      var price = row == null ? null : row.price(offers.get(i));
      quotes.add(new Quote(row != null, price, outdated.getOrDefault(sku, available(sku))));
    }
    return quotes;
  }
}
