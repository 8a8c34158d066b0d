package dev.coalmine.payment.authorization;

import io.grpc.BindableService;
import io.grpc.Server;
import io.grpc.netty.NettyServerBuilder;
import io.micrometer.core.instrument.binder.grpc.ObservationGrpcServerInterceptor;
import io.micrometer.observation.ObservationRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetSocketAddress;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.context.SmartLifecycle;
import org.springframework.stereotype.Component;

/** Serves gRPC from the start of the application to its shutdown. */
@Component
class GrpcServer implements SmartLifecycle {

  private static final int DRAIN_SECONDS = 5;

  private final BindableService service;
  private final ObservationRegistry observations;
  private final int port;
  private final String address;
  private volatile @Nullable Server server;

  /**
   * @param port 0 to 65,535; 0 takes any free port
   */
  GrpcServer(
      BindableService service,
      ObservationRegistry observations,
      @Value("${coalmine.grpc.port}") int port,
      @Value("${server.address:0.0.0.0}") String address) {
    this.service = service;
    this.observations = observations;
    this.port = port;
    this.address = address;
  }

  @Override
  public void start() {
    try {
      server =
          NettyServerBuilder.forAddress(new InetSocketAddress(address, port))
              .executor(Executors.newVirtualThreadPerTaskExecutor())
              .intercept(new ObservationGrpcServerInterceptor(observations))
              .permitKeepAliveTime(5, TimeUnit.SECONDS)
              .addService(service)
              .build()
              .start();
    } catch (IOException e) {
      throw new UncheckedIOException("gRPC cannot listen on port " + port, e);
    }
  }

  int port() {
    return server.getPort();
  }

  @Override
  public void stop() {
    var running = server;
    server = null;
    running.shutdown();
    try {
      if (!running.awaitTermination(DRAIN_SECONDS, TimeUnit.SECONDS)) {
        running.shutdownNow();
      }
    } catch (InterruptedException e) {
      running.shutdownNow();
      Thread.currentThread().interrupt();
    }
  }

  @Override
  public boolean isRunning() {
    return server != null;
  }

  /** Starts and stops together with the web server. */
  @Override
  public int getPhase() {
    return SmartLifecycle.DEFAULT_PHASE - 1024;
  }
}
