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

/** payment-service, as far as a caller of its accelerator can tell. */
public final class FakePayments extends PaymentsGrpc.PaymentsImplBase {

  public enum Manner {
    AUTHORIZES,
    DECLINES,
    IS_AT_IT,
    FAILS,
    NEVER_ANSWERS
  }

  private static final FakePayments INSTANCE = new FakePayments();
  private static final Server SERVER = start();

  private final AtomicInteger calls = new AtomicInteger();
  private volatile Manner manner = Manner.IS_AT_IT;

  private FakePayments() {}

  public static int port() {
    return SERVER.getPort();
  }

  public static void from(Manner manner) {
    INSTANCE.manner = manner;
  }

  public static int calls() {
    return INSTANCE.calls.get();
  }

  @Override
  public void authorize(AuthorizeRequest request, StreamObserver<AuthorizeReply> observer) {
    calls.incrementAndGet();
    switch (manner) {
      case AUTHORIZES -> reply(observer, Outcome.AUTHORIZED, "");
      case DECLINES -> reply(observer, Outcome.DECLINED, "insufficient_funds");
      case IS_AT_IT -> reply(observer, Outcome.PENDING, "");
      case FAILS -> observer.onError(Status.INTERNAL.asRuntimeException());
      case NEVER_ANSWERS -> {
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
