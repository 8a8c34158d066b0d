package dev.coalmine.lab.reconcile;

import dev.coalmine.lab.reconcile.OrderBooks.Goods;
import java.util.ArrayList;
import java.util.TreeSet;

/** I9: every piece received is on hand, reserved or sold, by the movements and orders too. */
final class StockCheck {

  private StockCheck() {}

  static Finding check(Evidence evidence) {
    var broken = new ArrayList<String>();
    var books = evidence.orders();
    long pieces = 0;
    var skus = new TreeSet<>(books.stock().keySet());
    skus.addAll(books.moved().keySet());
    skus.addAll(books.held().keySet());
    for (var sku : skus) {
      var goods = books.stock().getOrDefault(sku, Goods.NONE);
      pieces += goods.received();
      if (goods.onHand() < 0
          || goods.onHand() + goods.reserved() + goods.sold() != goods.received()) {
        broken.add("stock of %s does not add up: %s".formatted(sku, goods));
      }
      var moved = books.moved().getOrDefault(sku, Goods.NONE);
      if (!goods.equals(moved)) {
        broken.add("stock of %s is %s, by its movements %s".formatted(sku, goods, moved));
      }
      var held = books.held().getOrDefault(sku, Goods.NONE);
      if (goods.reserved() != held.reserved() || goods.sold() != held.sold()) {
        broken.add(
            "of %s %d are reserved and %d sold, by the orders %d and %d"
                .formatted(sku, goods.reserved(), goods.sold(), held.reserved(), held.sold()));
      }
    }
    return new Finding(
        "I9",
        "stock: on hand + reserved + sold = received",
        "%d products, %,d pieces".formatted(books.stock().size(), pieces),
        broken);
  }
}
