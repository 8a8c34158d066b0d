package dev.coalmine.payment.memory;

import dev.coalmine.payment.domain.Incidents;
import java.util.ArrayList;
import java.util.List;

public final class MemoryIncidents implements Incidents {

  private final List<String> all = new ArrayList<>();

  public List<String> all() {
    return List.copyOf(all);
  }

  @Override
  public void callConflicted(String orderId) {
    all.add("call conflicted");
  }

  @Override
  public void refundRefused(String orderId, String reason) {
    all.add("refund refused: " + reason);
  }
}
