package dev.coalmine.gateway.validation;

import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.HttpResponse;
import io.netty.handler.codec.http.HttpVersion;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.NettyPipeline;

/**
 * Answers a version that the gateway does not speak in the newest that it does (RFC 9110 §2.5).
 * Reactor Netty repeats the request's, whatever it is.
 */
@Configuration(proxyBeanMethods = false)
class AnswerVersion {

  @Bean
  NettyServerCustomizer answerInAVersionThatIsSpoken() {
    var handler = new Newest();
    return server ->
        server.doOnChannelInit(
            (_, channel, _) ->
                channel
                    .pipeline()
                    .addAfter(NettyPipeline.HttpCodec, "coalmine.answer-version", handler));
  }

  @Sharable
  private static final class Newest extends ChannelOutboundHandlerAdapter {

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (message instanceof HttpResponse answer && !isSpoken(answer.protocolVersion())) {
        answer.setProtocolVersion(HttpVersion.HTTP_1_1);
      }
      context.write(message, promise);
    }

    private static boolean isSpoken(HttpVersion version) {
      return version.equals(HttpVersion.HTTP_1_1) || version.equals(HttpVersion.HTTP_1_0);
    }
  }
}
