package dev.coalmine.order.messaging;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.coalmine.order.catalogue.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/** The data of the events that we publish; {@code contracts/events} has their schemas. */
final class Payloads {

  private Payloads() {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  record OrderPlaced(
      String orderId,
      String customer,
      @Nullable String email,
      Money total,
      List<PlacedLine> lines,
      Instant placedAt) {}

  record PlacedLine(String sku, String offer, long quantity, Money unitPrice) {}

  record OrderConfirmed(String orderId, Instant confirmedAt) {}

  record OrderRejected(String orderId, String reason) {}

  record CancellationRequested(String orderId, String reason) {}

  record OrderCancelled(String orderId) {}

  record LinesReturned(String orderId, String returnId, Money amount, List<ReturnedLine> lines) {}

  record ReturnedLine(String sku, String offer, long quantity) {}

  record ProductChanged(String sku, long version) {}
}
