package dev.coalmine.platform.issuer;

import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.jwk.JWKSet;
import com.nimbusds.jose.jwk.KeyUse;
import com.nimbusds.jose.jwk.RSAKey;
import com.nimbusds.jose.jwk.source.JWKSetCacheRefreshEvaluator;
import com.nimbusds.jose.jwk.source.JWKSetSource;
import com.nimbusds.jose.jwk.source.JWKSetSourceWrapper;
import com.nimbusds.jose.jwk.source.JWKSetUnavailableException;
import com.nimbusds.jose.proc.SecurityContext;

/**
 * Of the keys that the issuer shows, those that sign with RSA. An answer without one counts as an
 * outage of the issuer, so that the last known keys stay good.
 */
final class SigningKeySet extends JWKSetSourceWrapper<SecurityContext> {

  SigningKeySet(JWKSetSource<SecurityContext> source) {
    super(source);
  }

  @Override
  public JWKSet getJWKSet(
      JWKSetCacheRefreshEvaluator refresh, long currentTime, SecurityContext context)
      throws KeySourceException {
    var signing =
        getSource().getJWKSet(refresh, currentTime, context).getKeys().stream()
            .filter(key -> key instanceof RSAKey && !KeyUse.ENCRYPTION.equals(key.getKeyUse()))
            .toList();
    if (signing.isEmpty()) {
      throw new JWKSetUnavailableException("the issuer shows no RSA signing key");
    }
    return new JWKSet(signing);
  }
}
