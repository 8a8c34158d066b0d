package dev.coalmine.lab.fault;

import static org.awaitility.Awaitility.await;

import java.io.IOException;

/** A harmless process with a child, whose states can be asked for. */
final class Sleeper implements AutoCloseable {

  private final Process process;
  private final ProcessHandle child;

  Sleeper() throws IOException {
    process = new ProcessBuilder("sh", "-c", "sleep 1000 & wait").start();
    await().until(() -> process.children().findFirst().isPresent());
    child = process.children().findFirst().orElseThrow();
  }

  ProcessHandle handle() {
    return process.toHandle();
  }

  boolean isAlive() {
    return process.isAlive();
  }

  boolean stands() throws IOException {
    return state(process.pid()).startsWith("T");
  }

  boolean childStands() throws IOException {
    return state(child.pid()).startsWith("T");
  }

  void die() throws InterruptedException {
    process.destroyForcibly().waitFor();
  }

  private static String state(long pid) throws IOException {
    var ps = new ProcessBuilder("ps", "-o", "state=", "-p", String.valueOf(pid)).start();
    return new String(ps.getInputStream().readAllBytes());
  }

  @Override
  public void close() throws InterruptedException {
    child.destroyForcibly();
    die();
  }
}
