package dev.coalmine.lab.acquirer;

import com.fasterxml.jackson.annotation.JsonIgnore;
import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.List;
import java.util.stream.Stream;

/**
 * What became of the card's money: held, taken, given back.
 *
 * @param created epoch seconds of the hold
 * @param captured minor units; 0 before the capture
 * @param transaction the balance transaction of the capture; null before
 * @param refunds ids, the oldest first, also of those that failed
 * @param refunded minor units; what a failed refund brought back is not in it
 */
@JsonInclude(JsonInclude.Include.NON_DEFAULT)
record Charge(
    String id,
    long created,
    long captured,
    String transaction,
    List<String> refunds,
    long refunded) {

  Charge {
    refunds = refunds == null ? List.of() : refunds;
  }

  static Charge held(String id, long now) {
    return new Charge(id, now, 0, null, List.of(), 0);
  }

  Charge captured(long amount, String balanceTransaction) {
    return new Charge(id, created, amount, balanceTransaction, refunds, refunded);
  }

  /**
   * @param amount negative when a refund that failed comes back; 0 when it never left
   */
  Charge refunded(String refund, long amount) {
    var ids = Stream.concat(refunds.stream(), Stream.of(refund)).distinct().toList();
    return new Charge(id, created, captured, transaction, ids, refunded + amount);
  }

  @JsonIgnore
  long refundable() {
    return captured - refunded;
  }
}
