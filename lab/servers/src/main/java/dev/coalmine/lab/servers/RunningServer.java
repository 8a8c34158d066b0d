package dev.coalmine.lab.servers;

/** A server in a process of its own, on a port of the loopback interface. */
public abstract class RunningServer implements AutoCloseable {

  private final ServerProcess process;
  private final int port;
  private final String stopSignal;

  /**
   * @param stopSignal the one that makes this server stop cleanly: INT, TERM
   */
  RunningServer(ServerProcess process, int port, String stopSignal) {
    this.process = process;
    this.port = port;
    this.stopSignal = stopSignal;
  }

  public int port() {
    return port;
  }

  public Process process() {
    return process.process();
  }

  String stopSignal() {
    return stopSignal;
  }

  /** Returns when the server has written everything and its process has ended. */
  @Override
  public void close() {
    process.stop(stopSignal);
  }
}
