package dev.coalmine.gateway;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.JWSHeader;
import com.nimbusds.jose.JWSObject;
import com.nimbusds.jose.Payload;
import com.nimbusds.jose.crypto.RSASSASigner;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.gen.RSAKeyGenerator;
import com.nimbusds.jwt.JWTClaimsSet;
import com.nimbusds.jwt.SignedJWT;
import java.time.Duration;
import java.time.Instant;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.UnaryOperator;
import reactor.core.publisher.Mono;
import reactor.netty.DisposableServer;
import reactor.netty.http.server.HttpServer;
import tools.jackson.core.json.JsonFactory;
import tools.jackson.core.json.JsonWriteFeature;
import tools.jackson.databind.json.JsonMapper;

/** Issues real tokens and serves its real keys, from a real server. */
public final class Issuer implements AutoCloseable {

  public static final String SHOPPER = "orders:read orders:write notifications:read";

  private final DisposableServer server;
  private final AtomicInteger asked = new AtomicInteger();
  private volatile List<RSAKey> keys = List.of(key("first"));
  private volatile boolean away;

  public Issuer() {
    server =
        HttpServer.create()
            .host("127.0.0.1")
            .port(0)
            .route(
                routes ->
                    routes.get(
                        "/.well-known/jwks.json",
                        (_, response) -> {
                          asked.incrementAndGet();
                          return away
                              ? response.status(500).send()
                              : response.sendString(Mono.just(jwks()));
                        }))
            .bindNow();
  }

  public String url() {
    return "http://127.0.0.1:" + server.port();
  }

  public int asked() {
    return asked.get();
  }

  public void away(boolean away) {
    this.away = away;
  }

  public void rotate(String id) {
    keys = List.of(key(id));
  }

  public String token(String subject, String scope) {
    return token(claims -> claims.subject(subject).claim("scope", scope));
  }

  public String token(UnaryOperator<JWTClaimsSet.Builder> claims) {
    return sign(claims, keys.getFirst());
  }

  /** One claim is as it is given: a builder would mend some of them. */
  public String token(String claim, Object value) {
    var claims = new HashMap<String, Object>();
    claims.put("iss", url());
    claims.put("aud", "coalmine");
    claims.put("sub", "ann");
    claims.put("exp", Instant.now().plusSeconds(60).getEpochSecond());
    claims.put(claim, value);
    var ascii =
        JsonMapper.builder(JsonFactory.builder().enable(JsonWriteFeature.ESCAPE_NON_ASCII).build())
            .build();
    var key = keys.getFirst();
    return signed(new JWSObject(header(key), new Payload(ascii.writeValueAsBytes(claims))), key);
  }

  /** Properly signed, with one more parameter in its head. */
  public String withParameter(String name, Object value) {
    var key = keys.getFirst();
    var header =
        new JWSHeader.Builder(JWSAlgorithm.RS256)
            .keyID(key.getKeyID())
            .customParam(name, value)
            .build();
    return signed(new SignedJWT(header, usual().build()), key);
  }

  /** Claims to be from this issuer and its key. */
  public String forged() {
    return forged(claims -> claims);
  }

  /** The same with other claims. */
  public String forged(UnaryOperator<JWTClaimsSet.Builder> claims) {
    return sign(claims, key(keys.getFirst().getKeyID()));
  }

  private String sign(UnaryOperator<JWTClaimsSet.Builder> claims, RSAKey key) {
    return signed(new SignedJWT(header(key), claims.apply(usual()).build()), key);
  }

  private JWTClaimsSet.Builder usual() {
    return new JWTClaimsSet.Builder()
        .issuer(url())
        .audience("coalmine")
        .subject("ann")
        .claim("scope", SHOPPER)
        .expirationTime(Date.from(Instant.now().plus(Duration.ofHours(1))));
  }

  private static JWSHeader header(RSAKey key) {
    return new JWSHeader.Builder(JWSAlgorithm.RS256).keyID(key.getKeyID()).build();
  }

  private static String signed(JWSObject token, RSAKey key) {
    try {
      token.sign(new RSASSASigner(key));
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
    return token.serialize();
  }

  private String jwks() {
    return new JWKSet(List.copyOf(keys)).toString();
  }

  private static RSAKey key(String id) {
    try {
      return new RSAKeyGenerator(2048).keyID(id).generate();
    } catch (JOSEException e) {
      throw new IllegalStateException(e);
    }
  }

  @Override
  public void close() {
    server.disposeNow();
  }
}
