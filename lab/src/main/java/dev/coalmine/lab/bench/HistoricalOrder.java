package dev.coalmine.lab.bench;

import com.github.f4b6a3.tsid.Tsid;
import com.github.f4b6a3.tsid.TsidCreator;

/**
 * An order that was placed, paid and notified about long ago.
 *
 * @param intent the acquirer's
 * @param net what it brought, in minor units
 */
record HistoricalOrder(Tsid id, String intent, long net) {

  static final String SKU = "bulk-001";
  static final long PRICE = 1_250;

  /** Placed and confirmed, authorized and captured. */
  static final int EVENTS = 4;

  static HistoricalOrder of(String id, String intent, long net) {
    return new HistoricalOrder(Tsid.from(id), intent, net);
  }

  static String newId() {
    return TsidCreator.getTsid().toString();
  }

  String customer() {
    return "bulk-" + id;
  }
}
