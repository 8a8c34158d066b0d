package dev.coalmine.lab.cli;

import java.io.BufferedInputStream;
import java.io.IOException;

/** What is packed already. */
public final class Gzip {

  private Gzip() {}

  /** By the first two bytes, as RFC 1952 has them; they are read again afterwards. */
  public static boolean isIn(BufferedInputStream in) throws IOException {
    in.mark(2);
    boolean isGzipped = in.read() == 0x1f && in.read() == 0x8b;
    in.reset();
    return isGzipped;
  }
}
