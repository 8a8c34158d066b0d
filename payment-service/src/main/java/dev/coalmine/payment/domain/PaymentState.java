package dev.coalmine.payment.domain;

import java.util.Arrays;

/** States of a payment. A state is work when a worker has to bring the payment out of it. */
public enum PaymentState {
  AUTHORIZING("Authorizing", true),
  /** The acquirer was asked to hold the money, and the outcome is not known. */
  UNKNOWN("Unknown", true),
  AUTHORIZED("Authorized", false),
  DECLINED("Declined", false),
  CAPTURING("Capturing", true),
  CAPTURED("Captured", false),
  VOIDING("Voiding", true),
  VOIDED("Voided", false),
  REFUNDING("Refunding", true),
  REFUNDED("Refunded", false);

  private final String text;
  private final boolean work;

  PaymentState(String text, boolean work) {
    this.text = text;
    this.work = work;
  }

  public String text() {
    return text;
  }

  public boolean isWork() {
    return work;
  }

  public static PaymentState of(String text) {
    return Arrays.stream(values()).filter(s -> s.text.equals(text)).findFirst().orElseThrow();
  }
}
