package dev.coalmine.lab.bench;

import dev.coalmine.lab.load.OrderJson;
import dev.coalmine.lab.load.Shop;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ThreadLocalRandom;

/** Orders two products, or the one there is. */
record OrderClient(Shop shop, String token, List<String> skus) implements ClosedLoop.Client {

  @Override
  public boolean step() throws InterruptedException {
    var random = ThreadLocalRandom.current();
    int first = random.nextInt(skus.size());
    int second =
        skus.size() == 1 ? first : (first + 1 + random.nextInt(skus.size() - 1)) % skus.size();
    var basket =
        first == second ? Set.of(skus.get(first)) : Set.of(skus.get(first), skus.get(second));
    return shop.post("/api/orders", token, UUID.randomUUID().toString(), OrderJson.of(basket, 1))
        .isOk();
  }
}
