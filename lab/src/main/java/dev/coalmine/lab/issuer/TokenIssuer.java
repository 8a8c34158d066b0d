package dev.coalmine.lab.issuer;

import static java.nio.charset.StandardCharsets.UTF_8;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JOSEObjectType;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import tools.jackson.databind.json.JsonMapper;

/**
 * Issues a token to every caller, in any customer's name. The issuer is for development on one
 * machine, so it listens on the loopback interface if it is not told otherwise.
 */
public final class TokenIssuer implements AutoCloseable {

  private static final int LARGEST_REQUEST = 16 * 1024;
  private static final String AUDIENCE = "coalmine";

  private final RSAKey key;
  private final RSASSASigner signer;
  private final HttpServer server;
  private final String issuer;
  private final ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
  private final JsonMapper json = JsonMapper.builder().build();

  /**
   * @param bind the address to listen on
   * @param port 0 for any that is free
   * @param data the folder of the key
   * @param issuer what the tokens call it; null for its address
   */
  public record Settings(InetAddress bind, int port, Path data, String issuer) {

    /** On the loopback interface. */
    public Settings(int port, Path data, String issuer) {
      this(InetAddress.getLoopbackAddress(), port, data, issuer);
    }
  }

  private TokenIssuer(Settings settings, RSAKey key) throws IOException {
    this.key = key;
    try {
      signer = new RSASSASigner(key);
    } catch (JOSEException e) {
      throw new IllegalStateException("the key is without its private part", e);
    }
    var address = new InetSocketAddress(settings.bind(), settings.port());
    server = HttpServer.create(address, 512);
    server.setExecutor(threads);
    server.createContext("/", this::handle);
    issuer = settings.issuer() == null ? uri().toString() : settings.issuer();
  }

  /**
   * @throws BindException when the port is in use
   */
  public static TokenIssuer start(Settings settings) throws IOException {
    var started = new TokenIssuer(settings, SigningKey.in(settings.data()));
    started.server.start();
    return started;
  }

  public URI uri() {
    return URI.create("http://127.0.0.1:" + server.getAddress().getPort());
  }

  private void handle(HttpExchange exchange) throws IOException {
    try (exchange) {
      var answer = answer(exchange);
      var bytes = answer.body().getBytes(UTF_8);
      exchange.getResponseHeaders().set("Content-Type", "application/json");
      exchange.getResponseHeaders().set("Cache-Control", "no-store");
      exchange.sendResponseHeaders(answer.status(), bytes.length);
      exchange.getResponseBody().write(bytes);
    }
  }

  private Answer answer(HttpExchange exchange) throws IOException {
    return switch (exchange.getRequestMethod() + " " + exchange.getRequestURI().getPath()) {
      case "POST /token" -> token(exchange.getRequestBody().readNBytes(LARGEST_REQUEST));
      case "GET /.well-known/jwks.json" -> new Answer(200, new JWKSet(key).toString(true));
      case "GET /.well-known/openid-configuration" -> ok(configuration());
      case "GET /health" -> ok(Map.of("status", "UP"));
      default -> error(404, "not_found", "there is POST /token and GET /.well-known/jwks.json");
    };
  }

  private Answer token(byte[] form) {
    try {
      var request = TokenRequest.parse(parse(new String(form, UTF_8)));
      return ok(
          Map.of(
              "access_token", sign(request),
              "token_type", "Bearer",
              "expires_in", request.ttlSeconds(),
              "scope", request.scope()));
    } catch (IllegalArgumentException e) {
      return error(400, "invalid_request", e.getMessage());
    }
  }

  private String sign(TokenRequest request) {
    var now = Instant.now();
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject(request.customer())
            .audience(AUDIENCE)
            .claim("scope", request.scope())
            .claim("email", request.email())
            .issueTime(Date.from(now))
            .expirationTime(Date.from(now.plusSeconds(request.ttlSeconds())))
            .jwtID(UUID.randomUUID().toString())
            .build();
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID(key.getKeyID())
            .type(JOSEObjectType.JWT)
            .build();
    var token = new SignedJWT(header, claims);
    try {
      token.sign(signer);
    } catch (JOSEException e) {
      throw new IllegalStateException("a token cannot be signed", e);
    }
    return token.serialize();
  }

  private Map<String, Object> configuration() {
    var configuration = new HashMap<String, Object>();
    configuration.put("issuer", issuer);
    configuration.put("jwks_uri", issuer + "/.well-known/jwks.json");
    configuration.put("token_endpoint", issuer + "/token");
    configuration.put("token_endpoint_auth_methods_supported", List.of("none"));
    configuration.put("scopes_supported", TokenRequest.SCOPES);
    configuration.put("response_types_supported", List.of("token"));
    configuration.put("subject_types_supported", List.of("public"));
    configuration.put("id_token_signing_alg_values_supported", List.of("RS256"));
    return configuration;
  }

  private static Map<String, String> parse(String form) {
    var fields = new HashMap<String, String>();
    for (var pair : form.split("&")) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(
            URLDecoder.decode(pair.substring(0, equals), UTF_8),
            URLDecoder.decode(pair.substring(equals + 1), UTF_8));
      }
    }
    return fields;
  }

  private Answer ok(Object body) {
    return new Answer(200, json.writeValueAsString(body));
  }

  /** As OAuth says errors. */
  private Answer error(int status, String error, String description) {
    return new Answer(
        status, json.writeValueAsString(Map.of("error", error, "error_description", description)));
  }

  @Override
  public void close() {
    server.stop(0);
    threads.shutdownNow();
  }

  private record Answer(int status, String body) {}
}
