package dev.coalmine.notification.cache;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.springframework.data.redis.connection.RedisStandaloneConfiguration;
import org.springframework.data.redis.connection.lettuce.LettuceClientConfiguration;

/** Passes bytes on to a server, and on demand those of the connections so far go nowhere. */
class ForgetfulNat implements AutoCloseable {

  private final int server;
  private final ServerSocket door = new ServerSocket(0, 16, InetAddress.getLoopbackAddress());
  private final AtomicInteger generation = new AtomicInteger();

  ForgetfulNat(int server) throws IOException {
    this.server = server;
    Thread.ofVirtual().start(this::accept);
  }

  RedisStandaloneConfiguration configuration() {
    return new RedisStandaloneConfiguration("127.0.0.1", door.getLocalPort());
  }

  LettuceClientConfiguration client() {
    return LettuceClientConfiguration.builder().commandTimeout(Duration.ofMillis(500)).build();
  }

  void forget() {
    generation.incrementAndGet();
  }

  private void accept() {
    try {
      while (true) {
        var client = door.accept();
        var target = new Socket(InetAddress.getLoopbackAddress(), server);
        int of = generation.get();
        Thread.ofVirtual().start(() -> pass(client, target, of));
        Thread.ofVirtual().start(() -> pass(target, client, of));
      }
    } catch (IOException e) {
      // closed
    }
  }

  private void pass(Socket from, Socket to, int of) {
    var buffer = new byte[8_192];
    try (from;
        to) {
      for (int read; (read = from.getInputStream().read(buffer)) >= 0; ) {
        if (generation.get() == of) {
          to.getOutputStream().write(buffer, 0, read);
        }
      }
    } catch (IOException e) {
      // one side is gone
    }
  }

  @Override
  public void close() throws IOException {
    door.close();
  }
}
