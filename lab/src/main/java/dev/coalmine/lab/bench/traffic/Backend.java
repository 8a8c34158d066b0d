package dev.coalmine.lab.bench.traffic;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;

/**
 * The service behind a proxy: answers every request that has no body with the same 400 bytes. It
 * looks for the end of each head and at nothing else, so that it costs a few microseconds.
 */
public final class Backend implements AutoCloseable {

  private static final int BODY_BYTES = 400;
  private static final int MOST_AT_ONCE = 64;
  private static final int END = 4; // of a head: \r\n\r\n

  private final ServerSocketChannel server;
  private final Selector selector;
  private final ByteBuffer in = ByteBuffer.allocateDirect(64 * 1024);
  private final ByteBuffer answers;
  private final int answerLength;

  /** How far the end of a head has come. */
  private static final class Progress {
    private int matched;
  }

  private Backend(ServerSocketChannel server, Selector selector) {
    this.server = server;
    this.selector = selector;
    var answer = answer();
    answerLength = answer.length;
    answers = ByteBuffer.allocateDirect(answerLength * MOST_AT_ONCE);
    for (int i = 0; i < MOST_AT_ONCE; i++) {
      answers.put(answer);
    }
  }

  /**
   * Starts it on the loopback interface.
   *
   * @param port 0 for any that is free
   * @throws IOException when the port is in use
   */
  public static Backend start(int port) throws IOException {
    var server = ServerSocketChannel.open();
    server.bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 1_024);
    server.configureBlocking(false);
    var selector = Selector.open();
    server.register(selector, SelectionKey.OP_ACCEPT);
    var backend = new Backend(server, selector);
    Thread.ofPlatform().name("backend").daemon().start(backend::serve);
    return backend;
  }

  /** Returns where it listens. */
  public int port() {
    return server.socket().getLocalPort();
  }

  private static byte[] answer() {
    var body = "{\"sku\":\"lamp\",\"text\":\"%s\"}";
    var filled = body.formatted("x".repeat(BODY_BYTES - body.length() + 2));
    return "HTTP/1.1 200 OK\r\nContent-Type: application/json\r\nContent-Length: %d\r\n\r\n%s"
        .formatted(filled.length(), filled)
        .getBytes(US_ASCII);
  }

  private void serve() {
    try {
      while (selector.isOpen()) {
        selector.select(this::handle);
      }
    } catch (ClosedSelectorException e) {
      // this is its end
    } catch (IOException e) {
      throw new IllegalStateException("the backend broke off", e);
    }
  }

  private void handle(SelectionKey key) {
    try {
      if (key.isAcceptable()) {
        var client = server.accept();
        client.configureBlocking(false);
        client.setOption(java.net.StandardSocketOptions.TCP_NODELAY, true);
        client.register(selector, SelectionKey.OP_READ, new Progress());
      } else {
        answer((SocketChannel) key.channel(), (Progress) key.attachment());
      }
    } catch (IOException e) {
      key.cancel();
      closeQuietly(key);
    }
  }

  private void answer(SocketChannel client, Progress progress) throws IOException {
    in.clear();
    if (client.read(in) < 0) {
      client.close();
      return;
    }
    in.flip();
    int requests = 0;
    while (in.hasRemaining()) {
      byte next = in.get();
      boolean expected = next == (progress.matched % 2 == 0 ? '\r' : '\n');
      progress.matched = expected ? progress.matched + 1 : next == '\r' ? 1 : 0;
      if (progress.matched == END) {
        progress.matched = 0;
        requests++;
      }
    }
    for (int left = requests; left > 0; left -= MOST_AT_ONCE) {
      answers.position(0).limit(Math.min(left, MOST_AT_ONCE) * answerLength);
      while (answers.hasRemaining()) {
        client.write(answers);
      }
    }
  }

  private static void closeQuietly(SelectionKey key) {
    try {
      key.channel().close();
    } catch (IOException e) {
      // it is gone
    }
  }

  @Override
  public void close() throws IOException {
    server.close();
    selector.close();
  }
}
