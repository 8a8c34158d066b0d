package dev.coalmine.gateway.instance;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import org.jspecify.annotations.Nullable;
import org.springframework.core.io.buffer.DataBuffer;
import org.springframework.core.io.buffer.DataBufferFactory;
import org.springframework.http.server.reactive.ServerHttpRequest;
import org.springframework.http.server.reactive.ServerHttpRequestDecorator;
import reactor.core.publisher.Flux;

/**
 * Keeps a small body while it passes, for a second attempt. A large one is not kept: a gateway that
 * holds every body whole is brought down by a few slow large ones.
 */
final class ReplayableBody extends ServerHttpRequestDecorator {

  private static final int MOST_KEPT = 64 * 1024;

  private final DataBufferFactory buffers;
  private @Nullable ByteArrayOutputStream kept;
  private final long length;
  private boolean tooLarge;
  private boolean complete;

  ReplayableBody(ServerHttpRequest request, DataBufferFactory buffers) {
    super(request);
    this.buffers = buffers;
    this.length = request.getHeaders().getContentLength();
  }

  @Override
  public Flux<DataBuffer> getBody() {
    return Flux.defer(
        () -> {
          if (kept == null) {
            kept = new ByteArrayOutputStream();
            return super.getBody().doOnNext(this::keep).doOnComplete(() -> complete = true);
          }
          return kept.size() == 0 ? Flux.empty() : Flux.just(buffers.wrap(kept.toByteArray()));
        });
  }

  private void keep(DataBuffer buffer) {
    int length = buffer.readableByteCount();
    if (tooLarge || kept.size() + length > MOST_KEPT) {
      tooLarge = true;
      kept.reset();
      return;
    }
    var bytes = new byte[length];
    buffer.toByteBuffer(buffer.readPosition(), ByteBuffer.wrap(bytes), 0, length);
    kept.writeBytes(bytes);
  }

  /**
   * Whether it has not been touched yet, or is kept whole. The service may have all of it, and
   * break off, before its end is signalled here; so its length counts as well.
   */
  boolean replayable() {
    return kept == null || !tooLarge && (complete || kept.size() == length);
  }
}
