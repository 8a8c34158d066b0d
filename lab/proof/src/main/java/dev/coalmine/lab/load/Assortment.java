package dev.coalmine.lab.load;

import dev.coalmine.lab.cli.UserError;
import java.util.List;
import java.util.UUID;
import java.util.stream.IntStream;

/** Products of the load's own, of which there is enough: a demonstration's stock stays whole. */
public final class Assortment {

  static final String OFFER = "standard";

  private static final long PLENTY = 1_000_000_000;

  private Assortment() {}

  /**
   * Puts them on sale if they are not.
   *
   * @return their SKUs
   * @throws UserError when the shop refuses
   */
  public static List<String> ensure(Shop shop, Customers customers, int products)
      throws InterruptedException {
    var skus = IntStream.rangeClosed(1, products).mapToObj("load-%03d"::formatted).toList();
    var keeper = customers.shopKeeper();
    for (var sku : skus) {
      if (shop.get("/api/products/" + sku, keeper).status() == 404) {
        put(shop, keeper, sku);
      }
    }
    return skus;
  }

  private static void put(Shop shop, String keeper, String sku) throws InterruptedException {
    var body =
        """
        {"name": "Of the load: %s", "stock": {"received": %d},
         "offers": [{"id": "%s", "price": {"amount": 1250, "currency": "EUR"}}]}\
        """
            .formatted(sku, PLENTY, OFFER);
    var reply = shop.put("/api/products/" + sku, keeper, UUID.randomUUID().toString(), body);
    if (!reply.isOk()) {
      throw new UserError("%s cannot be put on sale: %s".formatted(sku, reply.reason()));
    }
  }
}
