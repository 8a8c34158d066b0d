package dev.coalmine.order.support;

import dev.coalmine.payment.v1.AuthorizeReply;
import dev.coalmine.payment.v1.AuthorizeReply.Outcome;
import dev.coalmine.payment.v1.AuthorizeRequest;
import dev.coalmine.payment.v1.PaymentsGrpc;
import io.grpc.Server;
import io.grpc.Status;
import io.grpc.netty.NettyServerBuilder;
import io.grpc.stub.StreamObserver;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The gRPC server of payment-service. One serves all test classes, so {@link OrderServiceTest} sets
 * its answer before each test.
 */
public final class FakePayments extends PaymentsGrpc.PaymentsImplBase {

  /** What a call is answered with. */
  public enum PaymentAnswer {
    AUTHORIZED,
    DECLINED,
    /** Payment works on it and does not know the outcome yet. */
    PENDING,
    ERROR,
    /** No answer before the caller's deadline. */
    NOTHING
  }

  private static final FakePayments INSTANCE = new FakePayments();
  private static final Server SERVER = start();

  private final AtomicInteger calls = new AtomicInteger();
  private volatile PaymentAnswer answer = PaymentAnswer.PENDING;

  private FakePayments() {}

  public static int port() {
    return SERVER.getPort();
  }

  /** Answers calls with this from now on. */
  public static void answer(PaymentAnswer answer) {
    INSTANCE.answer = answer;
  }

  public static int calls() {
    return INSTANCE.calls.get();
  }

  @Override
  public void authorize(AuthorizeRequest request, StreamObserver<AuthorizeReply> observer) {
    calls.incrementAndGet();
    switch (answer) {
      case AUTHORIZED -> reply(observer, Outcome.AUTHORIZED, "");
      case DECLINED -> reply(observer, Outcome.DECLINED, "insufficient_funds");
      case PENDING -> reply(observer, Outcome.PENDING, "");
      case ERROR -> observer.onError(Status.INTERNAL.asRuntimeException());
      case NOTHING -> {
        // the caller's deadline ends it
      }
    }
  }

  private static void reply(StreamObserver<AuthorizeReply> observer, Outcome outcome, String why) {
    observer.onNext(AuthorizeReply.newBuilder().setOutcome(outcome).setDeclineReason(why).build());
    observer.onCompleted();
  }

  private static Server start() {
    try {
      return NettyServerBuilder.forAddress(
              new InetSocketAddress(InetAddress.getLoopbackAddress(), 0))
          .addService(INSTANCE)
          .build()
          .start();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
