package dev.coalmine.lab.bench;

import com.github.f4b6a3.tsid.Tsid;
import com.github.f4b6a3.tsid.TsidCreator;

/**
 * An order that was placed, paid and told long ago.
 *
 * @param intent the acquirer's
 * @param net what it brought, in minor units
 */
record OldOrder(Tsid id, String intent, long net) {

  static final String SKU = "bulk-001";
  static final long PRICE = 1_250;

  /** Placed and confirmed, authorized and captured. */
  static final int EVENTS = 4;

  static OldOrder of(String id, String intent, long net) {
    return new OldOrder(Tsid.from(id), intent, net);
  }

  static String newId() {
    return TsidCreator.getTsid().toString();
  }

  String customer() {
    return "bulk-" + id;
  }
}
