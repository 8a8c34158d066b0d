package dev.coalmine.platform.outbox;

import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;

/**
 * Of a round's events, in order, those that may be marked published: each key's prefix up to its
 * first failure. Marking what comes after a failed event would publish the key's events out of
 * order in the next round.
 */
final class AcknowledgedPrefix {

  private AcknowledgedPrefix() {}

  /**
   * @param sent in order of their outbox ids; {@code ok[i]} says whether the broker acknowledged
   *     the i-th
   */
  static List<PendingEvent> prefixes(List<PendingEvent> sent, boolean[] ok) {
    var broken = new HashSet<String>();
    var prefix = new ArrayList<PendingEvent>(sent.size());
    for (int i = 0; i < sent.size(); i++) {
      var event = sent.get(i);
      var aggregate = event.topic() + '/' + event.event().key();
      if (!ok[i]) {
        broken.add(aggregate);
      } else if (!broken.contains(aggregate)) {
        prefix.add(event);
      }
    }
    return prefix;
  }
}
