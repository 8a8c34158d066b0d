package dev.coalmine.gateway.problem;

import dev.coalmine.gateway.trace.TraceContext;
import dev.coalmine.platform.problemtype.ProblemType;
import io.netty.buffer.Unpooled;
import io.netty.channel.ChannelHandler.Sharable;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelOutboundHandlerAdapter;
import io.netty.channel.ChannelPromise;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpHeaderNames;
import java.util.LinkedHashMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import reactor.netty.NettyPipeline;
import tools.jackson.databind.json.JsonMapper;

/**
 * Gives a body to the errors that the server itself answers, bare, before any filter has seen the
 * request: a head that is not HTTP or too large, an address that is not a URI. The connection's
 * answers pass here last, so this holds whatever has refused.
 */
@Configuration(proxyBeanMethods = false)
class UndecodableRequests {

  private static final Logger log = LoggerFactory.getLogger("access");

  @Bean
  NettyServerCustomizer explainUndecodableRequests(JsonMapper json) {
    var handler = new Explaining(json);
    return server ->
        server.doOnChannelInit(
            (_, channel, _) ->
                channel.pipeline().addAfter(NettyPipeline.HttpCodec, "problems", handler));
  }

  @Sharable
  private static final class Explaining extends ChannelOutboundHandlerAdapter {

    private final JsonMapper json;

    Explaining(JsonMapper json) {
      this.json = json;
    }

    @Override
    public void write(ChannelHandlerContext context, Object message, ChannelPromise promise) {
      if (message instanceof FullHttpResponse answer && bareError(answer)) {
        context.write(explained(answer), promise);
      } else {
        context.write(message, promise);
      }
    }

    private static boolean bareError(FullHttpResponse answer) {
      return answer.status().code() >= HttpStatus.BAD_REQUEST.value()
          && !answer.content().isReadable()
          && !answer.headers().contains(HttpHeaderNames.CONTENT_TYPE);
    }

    private FullHttpResponse explained(FullHttpResponse answer) {
      var status = HttpStatus.valueOf(answer.status().code());
      var trace = TraceContext.start(0);
      log.atInfo()
          .addKeyValue("trace.id", trace.traceId())
          .addKeyValue("http.response.status_code", status.value())
          .log("A request that could not be decoded: {}", status.value());
      var body = json.writeValueAsBytes(body(status, trace));
      var explained = answer.replace(Unpooled.wrappedBuffer(body));
      explained
          .headers()
          .set(HttpHeaderNames.CONTENT_TYPE, MediaType.APPLICATION_PROBLEM_JSON_VALUE)
          .setInt(HttpHeaderNames.CONTENT_LENGTH, body.length);
      answer.release();
      return explained;
    }

    private static LinkedHashMap<String, Object> body(HttpStatus status, TraceContext trace) {
      var body = new LinkedHashMap<String, Object>();
      body.put("type", ProblemType.uri(slug(status)));
      body.put("title", status.getReasonPhrase());
      body.put("status", status.value());
      body.put("detail", detail(status));
      body.put("traceId", trace.traceId());
      return body;
    }

    private static String slug(HttpStatus status) {
      return switch (status) {
        case BAD_REQUEST -> "invalid-request";
        case REQUEST_TIMEOUT -> "head-too-slow";
        default -> Problems.slug(status);
      };
    }

    private static String detail(HttpStatus status) {
      return switch (status) {
        case BAD_REQUEST ->
            "The request's head cannot be read: its address must be a URI, in which what RFC 3986"
                + " reserves is percent-encoded, and its headers must be as RFC 9110 has them.";
        case REQUEST_TIMEOUT ->
            "The request's head did not arrive in time. Send the whole of it at once.";
        case URI_TOO_LONG -> "The request's first line is longer than 8 KiB.";
        case REQUEST_HEADER_FIELDS_TOO_LARGE -> "The request's headers are larger than 8 KiB.";
        default -> status.getReasonPhrase() + ".";
      };
    }
  }
}
