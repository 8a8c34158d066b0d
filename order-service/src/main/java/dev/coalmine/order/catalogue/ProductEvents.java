package dev.coalmine.order.catalogue;

/** Where events of products are appended, inside the transaction that changes the product. */
public interface ProductEvents {

  void changed(String sku, long version);
}
