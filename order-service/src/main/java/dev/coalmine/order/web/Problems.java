package dev.coalmine.order.web;

import static org.springframework.http.HttpStatus.BAD_REQUEST;
import static org.springframework.http.HttpStatus.CONFLICT;
import static org.springframework.http.HttpStatus.NOT_FOUND;
import static org.springframework.http.HttpStatus.UNPROCESSABLE_CONTENT;

import dev.coalmine.order.orders.Placement;
import dev.coalmine.order.orders.ReturnLines;
import dev.coalmine.platform.problem.Problem;
import java.time.Duration;

/** The problems that requests are refused with. A slug, once used, is never changed. */
final class Problems {

  private Problems() {}

  static Problem keyMissing() {
    return new Problem(
        BAD_REQUEST,
        "idempotency-key-missing",
        "An Idempotency-Key header is needed, so that a repeated request is done once.");
  }

  static Problem keyInvalid(IllegalArgumentException e) {
    return new Problem(BAD_REQUEST, "idempotency-key-invalid", e.getMessage());
  }

  static Problem keyReused() {
    return new Problem(
        UNPROCESSABLE_CONTENT,
        "idempotency-key-reused",
        "This Idempotency-Key was used for another request; use a new one.");
  }

  static Problem keyInUse() {
    return new Problem(
            CONFLICT,
            "idempotency-key-in-use",
            "The first request with this Idempotency-Key is still under way.")
        .retryAfter(Duration.ofSeconds(1));
  }

  static Problem invalidLines(IllegalArgumentException e) {
    return new Problem(
        UNPROCESSABLE_CONTENT, "invalid-lines", "The lines are refused: " + e.getMessage() + ".");
  }

  static Problem unknownProduct(String sku) {
    return new Problem(UNPROCESSABLE_CONTENT, "unknown-product", "There is no product " + sku + ".")
        .with("sku", sku);
  }

  static Problem unknownOffer(Placement.UnknownOffer offer) {
    return new Problem(
            UNPROCESSABLE_CONTENT,
            "unknown-offer",
            "Product %s has no offer %s.".formatted(offer.sku(), offer.offer()))
        .with("sku", offer.sku())
        .with("offer", offer.offer());
  }

  static Problem mixedCurrencies(Placement.MixedCurrencies mixed) {
    return new Problem(
            UNPROCESSABLE_CONTENT,
            "mixed-currencies",
            "An order has one currency, not " + String.join(" and ", mixed.currencies()) + ".")
        .with("currencies", mixed.currencies());
  }

  static Problem outOfStock(Placement.OutOfStock outOfStock) {
    return new Problem(
            CONFLICT,
            "out-of-stock",
            "There are not enough pieces of " + String.join(", ", outOfStock.skus()) + ".")
        .with("skus", outOfStock.skus());
  }

  static Problem unknownOrder() {
    return new Problem(NOT_FOUND, "unknown-order", "You have no order with this id.");
  }

  static Problem notCancellable() {
    return new Problem(
        CONFLICT,
        "order-not-cancellable",
        "The order was rejected: there is nothing left to cancel.");
  }

  static Problem notReturnable() {
    return new Problem(
        CONFLICT,
        "order-not-returnable",
        "Lines can be returned once the order is confirmed and its payment is taken.");
  }

  static Problem returnsExceed(ReturnLines.Exceeds exceeds) {
    return new Problem(
            UNPROCESSABLE_CONTENT,
            "returns-exceed-purchase",
            "Of %s (%s) %d pieces can be returned."
                .formatted(exceeds.sku(), exceeds.offer(), exceeds.left()))
        .with("sku", exceeds.sku())
        .with("offer", exceeds.offer())
        .with("returnable", exceeds.left());
  }

  static Problem invalidQuery(int longest) {
    return new Problem(
        BAD_REQUEST,
        "invalid-query",
        "A query is at most %d characters, no NUL.".formatted(longest));
  }

  static Problem noSuchProduct(String sku) {
    return new Problem(NOT_FOUND, "unknown-product", "There is no product " + sku + ".");
  }

  static Problem invalidProduct(IllegalArgumentException e) {
    return new Problem(
        UNPROCESSABLE_CONTENT,
        "invalid-product",
        "The product is refused: " + e.getMessage() + ".");
  }

  static Problem tooFewReceived(long received) {
    return new Problem(
            CONFLICT,
            "received-too-low",
            "More pieces are reserved or sold than would have been received.")
        .with("received", received);
  }
}
