package dev.coalmine.payment.authorization;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import dev.coalmine.payment.v1.AuthorizeReply;
import dev.coalmine.payment.v1.AuthorizeRequest;
import dev.coalmine.payment.v1.PaymentsGrpc;
import io.grpc.ConnectivityState;
import io.grpc.netty.NettyChannelBuilder;
import io.grpc.stub.StreamObserver;
import io.micrometer.observation.ObservationRegistry;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;

class GrpcServerTests {

  private final CountDownLatch asked = new CountDownLatch(1);
  private final CountDownLatch answered = new CountDownLatch(1);

  private final PaymentsGrpc.PaymentsImplBase slow =
      new PaymentsGrpc.PaymentsImplBase() {
        @Override
        public void authorize(AuthorizeRequest request, StreamObserver<AuthorizeReply> reply) {
          asked.countDown();
          try {
            answered.await();
          } catch (InterruptedException e) {
            return; // the server has given up
          }
          reply.onNext(AuthorizeReply.getDefaultInstance());
          reply.onCompleted();
        }
      };

  @Test
  void aKeptConnectionIsToldToEndAndTheCallOnItIsAnswered() throws Exception {
    var server = new GrpcServer(slow, ObservationRegistry.NOOP, 0, "127.0.0.1");
    server.start();
    var channel =
        NettyChannelBuilder.forAddress("127.0.0.1", server.port())
            .usePlaintext()
            .disableRetry()
            .build();
    try {
      var call =
          PaymentsGrpc.newFutureStub(channel).authorize(AuthorizeRequest.getDefaultInstance());
      assertThat(asked.await(10, TimeUnit.SECONDS)).isTrue();
      assertThat(channel.getState(false)).isEqualTo(ConnectivityState.READY);

      var stopping = Thread.ofVirtual().start(server::stop);
      await("GOAWAY").until(() -> channel.getState(false) != ConnectivityState.READY);
      answered.countDown();

      assertThat(call.get(10, TimeUnit.SECONDS)).isEqualTo(AuthorizeReply.getDefaultInstance());
      stopping.join();
    } finally {
      channel.shutdownNow();
    }
  }
}
