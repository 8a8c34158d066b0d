package dev.coalmine.order.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coalmine.order.catalogue.Listing;
import dev.coalmine.order.catalogue.Names;
import dev.coalmine.order.catalogue.Offer;
import dev.coalmine.order.catalogue.Product;
import dev.coalmine.order.catalogue.Products;
import dev.coalmine.order.catalogue.PutProduct;
import dev.coalmine.order.view.Views;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/products")
class ProductsController {

  private static final int LONGEST_QUERY = 200;

  private final Products products;
  private final Views views;
  private final PutProduct putProduct;

  ProductsController(Products products, Views views, PutProduct putProduct) {
    this.products = products;
    this.views = views;
    this.putProduct = putProduct;
  }

  @GetMapping
  Page<Product> search(
      @RequestParam(defaultValue = "") String query,
      @RequestParam(defaultValue = "") String cursor,
      @RequestParam(defaultValue = "20") int limit) {
    var rows = products.search(checked(query), after(cursor), Page.checked(limit) + 1);
    return Page.of(rows, limit, product -> cursor(product.sku()));
  }

  @GetMapping("/{sku}")
  ResponseEntity<byte[]> product(@PathVariable String sku) {
    return ViewResponses.of(
        Optional.of(sku)
            .filter(Names::isName)
            .flatMap(views::product)
            .orElseThrow(() -> Problems.noSuchProduct(sku)));
  }

  @PutMapping(path = "/{sku}", consumes = "application/json")
  ResponseEntity<Product> put(@PathVariable String sku, @RequestBody PutRequest request) {
    return switch (putProduct.put(request.listing(sku))) {
      case PutProduct.Stored(var product, var created) -> {
        views.productChanged(sku, product.version());
        yield ResponseEntity.status(created ? HttpStatus.CREATED : HttpStatus.OK).body(product);
      }
      case PutProduct.TooFewReceived(var received) -> throw Problems.tooFewReceived(received);
    };
  }

  private static String cursor(String sku) {
    return Base64.getUrlEncoder().withoutPadding().encodeToString(sku.getBytes(UTF_8));
  }

  private static String checked(String query) {
    if (query.length() > LONGEST_QUERY || query.indexOf(0) >= 0) { // PostgreSQL's text has no NUL
      throw Problems.invalidQuery(LONGEST_QUERY);
    }
    return query;
  }

  private static String after(String cursor) {
    try {
      var sku = new String(Base64.getUrlDecoder().decode(cursor), UTF_8);
      if (sku.isEmpty() || Names.isName(sku)) {
        return sku;
      }
    } catch (IllegalArgumentException e) {
      throw Page.unknownCursor();
    }
    throw Page.unknownCursor();
  }

  record PutRequest(
      @Nullable String name, @Nullable List<@Nullable Offer> offers, @Nullable StockRequest stock) {

    Listing listing(String sku) {
      try {
        if (stock == null || stock.received() == null) {
          throw new IllegalArgumentException("stock.received is missing");
        }
        return new Listing(sku, name, offers, stock.received());
      } catch (IllegalArgumentException e) {
        throw Problems.invalidProduct(e);
      }
    }
  }

  record StockRequest(@Nullable Long received) {}
}
