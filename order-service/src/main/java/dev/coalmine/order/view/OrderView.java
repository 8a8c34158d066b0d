package dev.coalmine.order.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.coalmine.order.catalogue.Money;
import java.time.Instant;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * An order as its customer sees it.
 *
 * @param lines absent in a list of orders
 * @param reason why the order is rejected or cancelled
 * @param history absent in a list of orders and in the answer to a placement
 * @param returns absent in a list of orders
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderView(
    String id,
    String status,
    String customer,
    Money total,
    @Nullable List<LineView> lines,
    Instant placedAt,
    @Nullable String reason,
    @Nullable List<Entry> history,
    @Nullable List<ReturnView> returns) {

  public record LineView(String sku, String offer, long quantity, Money unitPrice, long returned) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Entry(String status, Instant at, @Nullable String reason) {}

  public record ReturnView(String id, Money amount, String status, List<ReturnedLine> lines) {}

  public record ReturnedLine(String sku, String offer, long quantity) {}

  /** Whether the view will change without an event of this service, when a refund is settled. */
  boolean awaitsRefund() {
    return returns != null
        && returns.stream().anyMatch(returned -> "Requested".equals(returned.status()));
  }
}
