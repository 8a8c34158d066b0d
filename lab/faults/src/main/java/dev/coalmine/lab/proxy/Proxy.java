package dev.coalmine.lab.proxy;

import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;

/** Links, their faults, and the API to set them. */
public final class Proxy implements AutoCloseable {

  private final List<Link> links;
  private final Faults faults;
  private final Control control;

  /**
   * @param bind the address to listen on
   * @param port of the control API; 0 for any that is free
   * @param links at least one, each with a name of its own
   */
  public record Settings(InetAddress bind, int port, List<LinkAddress> links) {

    /** On the loopback interface. */
    public Settings(int port, List<LinkAddress> links) {
      this(InetAddress.getLoopbackAddress(), port, links);
    }

    public Settings {
      links = List.copyOf(links);
      long names = links.stream().map(LinkAddress::name).distinct().count();
      if (names == 0 || names < links.size()) {
        throw new IllegalArgumentException("a proxy has links, each with a name of its own");
      }
    }
  }

  private Proxy(Settings settings, List<Link> links) throws IOException {
    this.links = links;
    faults = new Faults(links);
    control = new Control(settings, links, faults);
  }

  /**
   * @throws BindException when a port is in use; the message says which
   */
  public static Proxy start(Settings settings) throws IOException {
    var links = new ArrayList<Link>();
    try {
      for (var address : settings.links()) {
        links.add(Link.open(settings.bind(), address));
      }
      return new Proxy(settings, links);
    } catch (IOException | RuntimeException e) {
      close(links);
      throw e;
    }
  }

  /** Of the control API. */
  public URI uri() {
    return URI.create("http://127.0.0.1:" + control.port());
  }

  /** Where that link listens. */
  public int port(String link) {
    return links.stream().filter(it -> it.name().equals(link)).findFirst().orElseThrow().port();
  }

  @Override
  public void close() throws IOException {
    control.close();
    faults.close();
    close(links);
  }

  private static void close(List<Link> links) throws IOException {
    for (var link : links) {
      link.close();
    }
  }
}
