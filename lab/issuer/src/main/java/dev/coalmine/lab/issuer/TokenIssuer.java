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
import dev.coalmine.lab.http.HttpService;
import dev.coalmine.lab.http.HttpService.Answer;
import dev.coalmine.lab.http.HttpService.Request;
import java.io.IOException;
import java.net.BindException;
import java.net.InetAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import tools.jackson.databind.json.JsonMapper;

/**
 * Issues a token to every caller, in any customer's name. The issuer is for development on one
 * machine, so it listens on the loopback interface if it is not told otherwise.
 */
public final class TokenIssuer implements AutoCloseable {

  private static final int LARGEST_REQUEST = 16 * 1024;
  private static final String AUDIENCE = "coalmine";
  private static final JsonMapper JSON = JsonMapper.shared();

  private final RSAKey key;
  private final HttpService server;
  private final String issuer;

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

  /**
   * @param issuer null for the server's address
   */
  TokenIssuer(RSAKey key, HttpService server, String issuer) {
    this.key = key;
    this.server = server;
    this.issuer = issuer == null ? server.uri().toString() : issuer;
    server.serve(LARGEST_REQUEST, this::answer);
  }

  /**
   * @throws BindException when the port is in use
   */
  public static TokenIssuer start(Settings settings) throws IOException {
    var key = SigningKey.in(settings.data());
    return new TokenIssuer(
        key, HttpService.bind(settings.bind(), settings.port()), settings.issuer());
  }

  public URI uri() {
    return server.uri();
  }

  private Answer answer(Request request) {
    var answer =
        switch (request.line()) {
          case "POST /token" -> token(request.body());
          case "GET /.well-known/jwks.json" -> Answer.json(200, new JWKSet(key).toString(true));
          case "GET /.well-known/openid-configuration" -> ok(configuration());
          case "GET /health" -> Answer.HEALTHY;
          default -> error(404, "not_found", "there is POST /token and GET /.well-known/jwks.json");
        };
    return new Answer(
        answer.status(), answer.type(), answer.body(), Map.of("Cache-Control", "no-store"));
  }

  private Answer token(String form) {
    try {
      var request = TokenRequest.parse(parse(form));
      return ok(
          Map.of(
              "access_token", sign(request, Instant.now(), key),
              "token_type", "Bearer",
              "expires_in", request.ttlSeconds(),
              "scope", request.scope()));
    } catch (IllegalArgumentException e) {
      return error(400, "invalid_request", e.getMessage());
    }
  }

  /**
   * @param now when the token's time begins
   */
  String sign(TokenRequest request, Instant now, RSAKey by) {
    var claims =
        new JWTClaimsSet.Builder()
            .issuer(issuer)
            .subject(request.customer())
            .audience(AUDIENCE)
            .claim("client_id", request.client())
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
      token.sign(new RSASSASigner(by));
    } catch (JOSEException e) {
      throw new IllegalStateException("a token cannot be signed", e);
    }
    return token.serialize();
  }

  private Map<String, Object> configuration() {
    return Map.of(
        "issuer",
        issuer,
        "jwks_uri",
        issuer + "/.well-known/jwks.json",
        "token_endpoint",
        issuer + "/token",
        "token_endpoint_auth_methods_supported",
        List.of("none"),
        "scopes_supported",
        TokenRequest.SCOPES,
        "response_types_supported",
        List.of("token"),
        "subject_types_supported",
        List.of("public"),
        "id_token_signing_alg_values_supported",
        List.of("RS256"));
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

  private static Answer ok(Object body) {
    return Answer.json(200, JSON.writeValueAsString(body));
  }

  /** As OAuth says errors. */
  private static Answer error(int status, String error, String description) {
    return Answer.json(
        status, JSON.writeValueAsString(Map.of("error", error, "error_description", description)));
  }

  @Override
  public void close() {
    server.close();
  }
}
