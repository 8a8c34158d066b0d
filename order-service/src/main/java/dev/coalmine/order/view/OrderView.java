package dev.coalmine.order.view;

import com.fasterxml.jackson.annotation.JsonInclude;
import dev.coalmine.order.catalogue.Money;
import java.time.Instant;
import java.util.List;

/**
 * An order as its customer sees it.
 *
 * @param lines null in a list of orders
 * @param reason why it is rejected or cancelled; else null
 * @param history null where it is not asked for
 * @param returns null where they are not asked for
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record OrderView(
    String id,
    String status,
    String customer,
    Money total,
    List<LineView> lines,
    Instant placedAt,
    String reason,
    List<Entry> history,
    List<ReturnView> returns) {

  public record LineView(String sku, String offer, long quantity, Money unitPrice, long returned) {}

  @JsonInclude(JsonInclude.Include.NON_NULL)
  public record Entry(String status, Instant at, String reason) {}

  public record ReturnView(String id, Money amount, String status, List<ReturnedLine> lines) {}

  public record ReturnedLine(String sku, String offer, long quantity) {}

  /** Whether what is shown will change without an event of ours that says so. */
  boolean awaitsRefund() {
    return returns.stream().anyMatch(returned -> "Requested".equals(returned.status()));
  }
}
