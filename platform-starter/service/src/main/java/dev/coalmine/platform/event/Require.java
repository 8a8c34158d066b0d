package dev.coalmine.platform.event;

/** What a consumer demands of a payload it reads; used in the record's compact constructor. */
public final class Require {

  private Require() {}

  /**
   * @throws IllegalArgumentException naming the field that is missing
   */
  public static <T> T present(String field, T value) {
    if (value == null) {
      throw new IllegalArgumentException(field + " is missing");
    }
    return value;
  }
}
