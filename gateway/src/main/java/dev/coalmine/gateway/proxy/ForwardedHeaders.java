package dev.coalmine.gateway.proxy;

import io.netty.handler.codec.http.HttpRequest;
import java.net.InetSocketAddress;
import java.util.Arrays;
import java.util.List;
import org.springframework.boot.reactor.netty.NettyServerCustomizer;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import reactor.netty.http.server.ConnectionInfo;

/**
 * Gives a request the client's address and scheme that a trusted proxy reports. Without a trusted
 * proxy every forwarded header is ignored, on Kubernetes as on a laptop: the framework's own
 * handling depends on the platform and believes every caller, so it is off (core-defaults.yaml).
 */
@Configuration(proxyBeanMethods = false)
class ForwardedHeaders {

  private static final String FOR = "X-Forwarded-For";
  private static final String PROTO = "X-Forwarded-Proto";

  @Bean
  TrustedProxies trustedProxies(ProxySettings settings) {
    return new TrustedProxies(settings.trusted());
  }

  @Bean
  NettyServerCustomizer believeTrustedProxies(ProxySettings settings, TrustedProxies proxies) {
    return settings.trusted().isEmpty()
        ? server -> server
        : server -> server.forwarded((info, request) -> forwarded(proxies, info, request));
  }

  private static ConnectionInfo forwarded(
      TrustedProxies proxies, ConnectionInfo info, HttpRequest request) {
    if (!(info.getRemoteAddress() instanceof InetSocketAddress peer) || !proxies.trusts(peer)) {
      return info;
    }
    var client = info.withRemoteAddress(proxies.client(peer, entries(request, FOR)));
    var schemes = entries(request, PROTO);
    // the last entry is the word of the proxy that is connected; the client may have sent the
    // others
    return !schemes.isEmpty() && schemes.getLast().equalsIgnoreCase("https")
        ? client.withScheme("https")
        : client;
  }

  private static List<String> entries(HttpRequest request, String header) {
    return request.headers().getAll(header).stream()
        .flatMap(value -> Arrays.stream(value.split(",")))
        .map(String::strip)
        .filter(entry -> !entry.isEmpty())
        .toList();
  }
}
