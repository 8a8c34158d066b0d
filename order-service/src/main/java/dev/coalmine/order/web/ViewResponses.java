package dev.coalmine.order.web;

import static java.nio.charset.StandardCharsets.UTF_8;

import dev.coalmine.order.idempotency.Fingerprint;
import dev.coalmine.order.view.View;
import java.util.List;
import org.springframework.http.CacheControl;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;

/** Answers with the JSON of a cached view, and an ETag for conditional requests. */
final class ViewResponses {

  private ViewResponses() {}

  static ResponseEntity<byte[]> of(View view) {
    var tag = Fingerprint.of(List.of(view.body())).toString().substring(0, 16);
    return ResponseEntity.ok()
        .contentType(MediaType.APPLICATION_JSON)
        .eTag('"' + tag + '"')
        .cacheControl(CacheControl.noCache())
        .body(view.body().getBytes(UTF_8));
  }
}
