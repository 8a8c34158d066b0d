package dev.coalmine.order.catalogue;

/** Where it is said that a product has changed; inside the transaction that changes it. */
public interface ProductEvents {

  void changed(String sku, long version);
}
