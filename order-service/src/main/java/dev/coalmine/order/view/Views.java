package dev.coalmine.order.view;

import dev.coalmine.order.catalogue.Product;
import dev.coalmine.order.catalogue.Products;
import dev.coalmine.order.messaging.EventNames;
import dev.coalmine.order.view.ViewCache.Loaded;
import dev.coalmine.platform.event.Event;
import dev.coalmine.platform.id.Ids;
import dev.coalmine.platform.outbox.PublicationListener;
import java.util.Optional;
import tools.jackson.databind.json.JsonMapper;

/**
 * Single products and orders, by way of the cache. Only this service writes {@code product:SKU} and
 * {@code order:ID}; others read them. A published event invalidates all views that are older than
 * it. A product's {@code available} has no event, so it is as old as the view, 30 s at the most.
 */
public class Views implements PublicationListener {

  private static final String PRODUCT = "product:";
  private static final String ORDER = "order:";

  private final ViewCache cache;
  private final Products products;
  private final OrderViews orders;
  private final JsonMapper json;

  Views(ViewCache cache, Products products, OrderViews orders, JsonMapper json) {
    this.cache = cache;
    this.products = products;
    this.orders = orders;
    this.json = json;
  }

  public Optional<View> product(String sku) {
    return cache.get(PRODUCT + sku, () -> products.find(sku).map(this::loaded));
  }

  public Optional<View> order(long id) {
    return cache.get(ORDER + Ids.text(id), () -> orders.versioned(id).map(this::loaded));
  }

  /** Shows the change to the client that made it, even before its event is published. */
  public void productChanged(String sku, long version) {
    cache.outdate(PRODUCT + sku, version);
  }

  /** Like {@link #productChanged}; the version is the order's sequence. */
  public void orderChanged(long id, long version) {
    cache.outdate(ORDER + Ids.text(id), version);
  }

  @Override
  public void published(String topic, Event event) {
    switch (topic) {
      case EventNames.ORDERS -> cache.outdate(ORDER + event.key(), event.sequence());
      case EventNames.PRODUCTS -> cache.outdate(PRODUCT + event.key(), event.sequence());
      default -> throw new IllegalStateException("no view is made of " + topic);
    }
  }

  private Loaded loaded(Product product) {
    var view = new View("", json.writeValueAsString(product));
    return new Loaded(view, product.version(), true);
  }

  private Loaded loaded(OrderViews.Versioned order) {
    var view = new View(order.view().customer(), json.writeValueAsString(order.view()));
    return new Loaded(view, order.version(), !order.view().awaitsRefund());
  }
}
