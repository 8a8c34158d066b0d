package dev.coalmine.lab.proxy;

import java.io.IOException;
import java.net.Socket;
import java.util.Arrays;
import java.util.function.LongConsumer;

/**
 * Moves the bytes of one direction of a connection: one thread reads, another writes what had to
 * wait.
 */
record Pump(Socket from, Socket to, TrafficShaper shaper, LongConsumer passed, Breaking breaking) {

  private static final int BUFFER = 16 * 1024;
  private static final byte[] END = {};

  /** How the connection ends when not in good order. */
  interface Breaking {

    /** One side is gone. */
    void broken();

    /** A fault ends it. */
    void reset();
  }

  /** Returns when there is no more to read. */
  void read() throws InterruptedException {
    try {
      var in = from.getInputStream();
      var buffer = new byte[BUFFER];
      while (shaper.awaitRoom()) {
        int read = in.read(buffer);
        if (read < 0) {
          shaper.put(END);
          return;
        }
        if (shaper.isClear()) {
          pass(buffer, 0, read); // without a change of threads, which costs more than the rest
        } else {
          shaper.put(Arrays.copyOf(buffer, read));
        }
      }
    } catch (IOException e) {
      shaper.awaitRelease(); // in a partition no RST arrives either
      breaking.broken();
    }
  }

  /** Returns when there is no more to write. */
  void write() throws InterruptedException {
    try {
      for (var piece = shaper.take(); piece != null; piece = shaper.take()) {
        if (piece.length() == 0) {
          to.shutdownOutput();
          return;
        }
        pass(piece.bytes(), piece.offset(), piece.length());
        if (piece.last()) {
          breaking.reset();
        }
      }
    } catch (IOException e) {
      breaking.broken();
    }
  }

  private void pass(byte[] bytes, int offset, int length) throws IOException {
    to.getOutputStream().write(bytes, offset, length);
    passed.accept(length);
  }
}
