package dev.coalmine.order.orders;

import dev.coalmine.order.catalogue.Money;
import dev.coalmine.order.catalogue.Quote;
import java.util.HashMap;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/** The rules that a basket must follow to become an order, in the order in which they are asked. */
final class PlacementRules {

  /** An item of the basket, and what the catalogue says of it. */
  record QuotedItem(Item item, Quote quote) {

    /**
     * @throws NullPointerException when the product has no such offer
     */
    Money price() {
      return Objects.requireNonNull(quote.price(), "the product has no such offer");
    }
  }

  private interface Rule {

    Optional<Placement> refusal(List<QuotedItem> items);
  }

  private static final List<Rule> RULES =
      List.of(
          PlacementRules::productsExist,
          PlacementRules::offersExist,
          PlacementRules::currencyIsOne,
          PlacementRules::piecesAreOnHand);

  private PlacementRules() {}

  /** The first refusal; empty when the basket may become an order. */
  static Optional<Placement> refusal(List<QuotedItem> items) {
    return RULES.stream().flatMap(rule -> rule.refusal(items).stream()).findFirst();
  }

  private static Optional<Placement> productsExist(List<QuotedItem> items) {
    return items.stream()
        .filter(quoted -> !quoted.quote().known())
        .findFirst()
        .map(quoted -> new Placement.UnknownProduct(quoted.item().sku()));
  }

  private static Optional<Placement> offersExist(List<QuotedItem> items) {
    return items.stream()
        .filter(quoted -> quoted.quote().price() == null)
        .findFirst()
        .map(QuotedItem::item)
        .map(item -> new Placement.UnknownOffer(item.sku(), item.offer()));
  }

  private static Optional<Placement> currencyIsOne(List<QuotedItem> items) {
    var currencies = items.stream().map(quoted -> quoted.price().currency()).distinct().toList();
    return currencies.size() == 1
        ? Optional.empty()
        : Optional.of(new Placement.MixedCurrencies(currencies));
  }

  /** Looks without a lock, so that an order for a sold-out product locks no stock. */
  private static Optional<Placement> piecesAreOnHand(List<QuotedItem> items) {
    var pieces = new HashMap<String, Long>();
    items.forEach(it -> pieces.merge(it.item().sku(), it.item().quantity(), Long::sum));
    var shortOf =
        items.stream()
            .filter(quoted -> quoted.quote().available() < pieces.get(quoted.item().sku()))
            .map(quoted -> quoted.item().sku())
            .distinct()
            .toList();
    return shortOf.isEmpty() ? Optional.empty() : Optional.of(new Placement.OutOfStock(shortOf));
  }
}
