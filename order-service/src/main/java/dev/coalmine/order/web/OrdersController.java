package dev.coalmine.order.web;

import dev.coalmine.order.orders.CancelOrder;
import dev.coalmine.order.orders.PlaceOrder;
import dev.coalmine.order.orders.Placement;
import dev.coalmine.order.orders.Placement.Placed;
import dev.coalmine.order.orders.ReturnLines;
import dev.coalmine.order.payment.SynchronousAuthorization;
import dev.coalmine.order.view.OrderView;
import dev.coalmine.order.view.OrderView.ReturnView;
import dev.coalmine.order.view.OrderViews;
import dev.coalmine.order.view.Views;
import dev.coalmine.platform.id.Ids;
import java.net.URI;
import org.jspecify.annotations.Nullable;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.security.core.annotation.AuthenticationPrincipal;
import org.springframework.security.oauth2.jwt.Jwt;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestHeader;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

@RestController
@RequestMapping("/api/orders")
class OrdersController {

  private static final String KEY = "Idempotency-Key";
  private static final String REPLAYED = "Idempotent-Replayed";

  private final PlaceOrder placeOrder;
  private final SynchronousAuthorization synchronousAuthorization;
  private final CancelOrder cancelOrder;
  private final ReturnLines returnLines;
  private final OrderViews orders;
  private final Views views;

  OrdersController(
      PlaceOrder placeOrder,
      SynchronousAuthorization synchronousAuthorization,
      CancelOrder cancelOrder,
      ReturnLines returnLines,
      OrderViews orders,
      Views views) {
    this.placeOrder = placeOrder;
    this.synchronousAuthorization = synchronousAuthorization;
    this.cancelOrder = cancelOrder;
    this.returnLines = returnLines;
    this.orders = orders;
    this.views = views;
  }

  @PostMapping(consumes = "application/json")
  ResponseEntity<OrderView> place(
      @AuthenticationPrincipal Jwt token,
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      @RequestBody LinesRequest request) {
    var idempotent = IdempotentRequest.of(token, key);
    return switch (placeOrder.place(idempotent.customer(), idempotent.key(), request.basket())) {
      case Placed placed -> created(placed);
      case Placement.Repeated(var order) ->
          located(order)
              .header(REPLAYED, "true")
              .body(ResponseBodies.withoutHistory(present(order)));
      case Placement.KeyReused() -> throw Problems.keyReused();
      case Placement.KeyInUse() -> throw Problems.keyInUse();
      case Placement.UnknownProduct(var sku) -> throw Problems.unknownProduct(sku);
      case Placement.UnknownOffer offer -> throw Problems.unknownOffer(offer);
      case Placement.MixedCurrencies mixed -> throw Problems.mixedCurrencies(mixed);
      case Placement.OutOfStock outOfStock -> throw Problems.outOfStock(outOfStock);
    };
  }

  private ResponseEntity<OrderView> created(Placed placed) {
    var order = synchronousAuthorization.authorize(placed.order());
    return located(order.id()).body(ResponseBodies.of(order, placed.lines()));
  }

  private static ResponseEntity.BodyBuilder located(long order) {
    return ResponseEntity.created(URI.create("/api/orders/" + Ids.text(order)));
  }

  @GetMapping("/{id}")
  ResponseEntity<byte[]> order(@AuthenticationPrincipal Jwt token, @PathVariable String id) {
    return views
        .order(parsed(id))
        .filter(view -> view.owner().equals(token.getSubject()))
        .map(ViewResponses::of)
        .orElseThrow(Problems::unknownOrder);
  }

  @GetMapping
  Page<OrderView> orders(
      @AuthenticationPrincipal Jwt token,
      @RequestParam(required = false) @Nullable String cursor,
      @RequestParam(defaultValue = "20") int limit) {
    var before = cursor == null ? Long.MAX_VALUE : before(cursor);
    var rows = orders.newest(token.getSubject(), before, Page.checked(limit) + 1);
    return Page.of(rows, limit, OrderView::id);
  }

  @PostMapping("/{id}/cancellation")
  ResponseEntity<OrderView> cancel(
      @AuthenticationPrincipal Jwt token,
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      @PathVariable String id) {
    var idempotent = IdempotentRequest.of(token, key);
    return switch (cancelOrder.cancel(idempotent.customer(), idempotent.key(), parsed(id))) {
      case CancelOrder.Cancelled(var order, var sequence, var repeated) -> {
        views.orderChanged(order, sequence);
        var answer = ResponseEntity.accepted();
        yield (repeated ? answer.header(REPLAYED, "true") : answer).body(present(order));
      }
      case CancelOrder.Unknown() -> throw Problems.unknownOrder();
      case CancelOrder.Refused() -> throw Problems.notCancellable();
      case CancelOrder.KeyReused() -> throw Problems.keyReused();
      case CancelOrder.KeyInUse() -> throw Problems.keyInUse();
    };
  }

  @PostMapping(path = "/{id}/returns", consumes = "application/json")
  ResponseEntity<ReturnView> giveBack(
      @AuthenticationPrincipal Jwt token,
      @RequestHeader(name = KEY, required = false) @Nullable String key,
      @PathVariable String id,
      @RequestBody LinesRequest request) {
    var idempotent = IdempotentRequest.of(token, key);
    var order = parsed(id);
    return switch (returnLines.giveBack(
        idempotent.customer(), idempotent.key(), order, request.basket())) {
      case ReturnLines.Accepted(var returned, var sequence) -> {
        views.orderChanged(order, sequence);
        yield ResponseEntity.status(HttpStatus.CREATED).body(ResponseBodies.of(returned));
      }
      case ReturnLines.Repeated(var returned) ->
          ResponseEntity.status(HttpStatus.CREATED)
              .header(REPLAYED, "true")
              .body(present(order, Ids.text(returned)));
      case ReturnLines.Unknown() -> throw Problems.unknownOrder();
      case ReturnLines.NotReturnable() -> throw Problems.notReturnable();
      case ReturnLines.Exceeds exceeds -> throw Problems.returnsExceed(exceeds);
      case ReturnLines.KeyReused() -> throw Problems.keyReused();
      case ReturnLines.KeyInUse() -> throw Problems.keyInUse();
    };
  }

  private OrderView present(long order) {
    return orders.find(order).orElseThrow();
  }

  private ReturnView present(long order, String returned) {
    return present(order).returns().stream()
        .filter(known -> known.id().equals(returned))
        .findFirst()
        .orElseThrow();
  }

  private static long parsed(String id) {
    try {
      return Ids.parse(id);
    } catch (IllegalArgumentException e) {
      throw Problems.unknownOrder(); // no order has such an id
    }
  }

  private static long before(String cursor) {
    try {
      return Ids.parse(cursor);
    } catch (IllegalArgumentException e) {
      throw Page.unknownCursor();
    }
  }
}
