package dev.coalmine.gateway.limit;

/** What a limit counts by: each value of the key has a count of its own. */
public enum LimitKey {
  /** The client's address; of an IPv6 address the first 64 bits. It is known before any token. */
  ADDRESS,
  /** The subject of a verified token. */
  CUSTOMER,
  /** The client id of a verified token: the application that a customer uses. */
  CLIENT
}
