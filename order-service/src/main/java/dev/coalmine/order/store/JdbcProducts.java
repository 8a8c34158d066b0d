package dev.coalmine.order.store;

import dev.coalmine.order.catalogue.Listing;
import dev.coalmine.order.catalogue.Money;
import dev.coalmine.order.catalogue.Offer;
import dev.coalmine.order.catalogue.Product;
import dev.coalmine.order.catalogue.Products;
import dev.coalmine.order.catalogue.Quote;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.stereotype.Component;

@Component
class JdbcProducts implements Products {

  private static final String SELECT =
      """
      select p.sku, p.name, p.version, s.on_hand, o.id, o.amount, o.currency
      from (%s) p
      join stock s on s.sku = p.sku
      join offer o on o.sku = p.sku
      order by p.sku, o.id
      """;
  private static final String FIND =
      SELECT.formatted("select sku, name, version from product where sku = ?");
  private static final String SEARCH =
      SELECT.formatted(
          """
          select sku, name, version from product
          where sku > ? and (name ilike ? or sku ilike ?) order by sku limit ?
          """);

  private final JdbcTemplate jdbc;

  JdbcProducts(JdbcTemplate jdbc) {
    this.jdbc = jdbc;
  }

  @Override
  public Optional<Product> find(String sku) {
    return jdbc.query(FIND, JdbcProducts::products, sku).stream().findFirst();
  }

  @Override
  public List<Product> search(String query, String after, int limit) {
    var pattern = "%" + query.replaceAll("([%_\\\\])", "\\\\$1") + "%";
    return jdbc.query(SEARCH, JdbcProducts::products, after, pattern, pattern, limit);
  }

  /** A row per offer, the product's own columns repeated. */
  private static List<Product> products(ResultSet rows) throws SQLException {
    var products = new LinkedHashMap<String, Product>();
    while (rows.next()) {
      var sku = rows.getString("sku");
      var product = products.get(sku);
      if (product == null) {
        product =
            new Product(
                sku,
                rows.getString("name"),
                new ArrayList<>(),
                rows.getLong("on_hand"),
                rows.getLong("version"));
        products.put(sku, product);
      }
      product.offers().add(offer(rows));
    }
    return List.copyOf(products.values());
  }

  private static Offer offer(ResultSet row) throws SQLException {
    return new Offer(
        row.getString("id"), new Money(row.getLong("amount"), row.getString("currency")));
  }

  @Override
  public Locked lock(String sku) {
    jdbc.update(
        "insert into product (sku, name, version) values (?, '', 0) on conflict do nothing", sku);
    jdbc.update(
        """
        insert into stock (sku, on_hand, reserved, sold, received) values (?, 0, 0, 0, 0)
        on conflict do nothing
        """,
        sku);
    return jdbc.queryForObject(
        """
        select p.name, p.version, s.received from product p join stock s on s.sku = p.sku
        where p.sku = ? for update of p
        """,
        (row, _) ->
            new Locked(
                row.getString("name"),
                offers(sku),
                row.getLong("received"),
                row.getLong("version")),
        sku);
  }

  private List<Offer> offers(String sku) {
    return jdbc.query(
        "select id, amount, currency from offer where sku = ? order by id",
        (row, _) -> offer(row),
        sku);
  }

  @Override
  public void save(Listing listing, long version) {
    var offers = listing.offers();
    jdbc.update(
        "update product set name = ?, version = ? where sku = ?",
        listing.name(),
        version,
        listing.sku());
    jdbc.update("delete from offer where sku = ?", listing.sku());
    jdbc.update(
        """
        insert into offer (sku, id, amount, currency)
        select ?, * from unnest(?::text[], ?::bigint[], ?::text[])
        """,
        listing.sku(),
        offers.stream().map(Offer::id).toArray(String[]::new),
        offers.stream().mapToLong(offer -> offer.price().amount()).toArray(),
        offers.stream().map(offer -> offer.price().currency()).toArray(String[]::new));
  }

  @Override
  public List<Quote> quote(List<String> skus, List<String> offers) {
    return jdbc.query(
        """
        select p.sku is not null known, o.amount, o.currency, coalesce(s.on_hand, 0) available
        from unnest(?::text[], ?::text[]) with ordinality as wanted (sku, offer, line)
        left join product p on p.sku = wanted.sku
        left join offer o on o.sku = wanted.sku and o.id = wanted.offer
        left join stock s on s.sku = wanted.sku
        order by wanted.line
        """,
        (row, _) -> quote(row),
        skus.toArray(String[]::new),
        offers.toArray(String[]::new));
  }

  private static Quote quote(ResultSet row) throws SQLException {
    var currency = row.getString("currency");
    var price = currency == null ? null : new Money(row.getLong("amount"), currency);
    return new Quote(row.getBoolean("known"), price, row.getLong("available"));
  }
}
