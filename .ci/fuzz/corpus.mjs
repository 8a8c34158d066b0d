// What we send on purpose: header values, and bodies, that a framework or a database may refuse where nothing expects it.
// Strings are latin-1: one character is one byte on the wire.

const utf8 = (text) => Buffer.from(text, 'utf8').toString('latin1');

export const headers = [
  'If-None-Match', 'If-Match', 'If-Modified-Since', 'If-Unmodified-Since', 'If-Range', 'Range', 'Accept',
  'Accept-Charset', 'Accept-Encoding', 'Accept-Language', 'Content-Type', 'Content-Encoding', 'Content-Language',
  'Content-Length', 'Transfer-Encoding', 'Expect', 'TE', 'Upgrade', 'Idempotency-Key', 'traceparent', 'tracestate',
  'baggage', 'b3', 'Last-Event-ID', 'Request-Timeout-Ms', 'Stripe-Signature', 'X-Request-Id', 'Authorization', 'Cookie',
  'Origin', 'Referer', 'User-Agent', 'Forwarded', 'X-Forwarded-For', 'X-Forwarded-Host', 'X-Forwarded-Port',
  'X-Forwarded-Prefix', 'X-Forwarded-Proto', 'X-HTTP-Method-Override', 'Access-Control-Request-Method', 'Cache-Control',
  'Host',
];

export const values = [
  '', ' ', '\t', utf8('–'), utf8('en–de'), utf8('"–"'), utf8('日本'), '\xff\xfe', '\x80', '\xe9', 'a\x00b', 'a\x01b', 'a\x7fb',
  '"', 'W/"', '"a", W/', '*', ',', ',,,', ';', '=', 'x'.repeat(4000), 'x'.repeat(20000), '-1', '0', '1.5', '1e9', 'NaN',
  '99999999999999999999', 'bytes=5-1', 'bytes=0-0,9-', 'bytes=-', 'Sat, 99 Foo 2026 25:61:61 GMT', '1', 'a;q=x', '*/*;q=2', '/', '"/*', '/*', '*/;',
  'text/\xe4', 'image/*', 'text/html', 'multipart/form-data', 'multipart/mixed;boundary=', 'application/*',
  'application/json;charset=nope', 'application/json;charset="', 'application/json;charset=utf-16',
  'application/x-www-form-urlencoded;charset=nope', 'text/event-stream;charset=nope', 'gzip;q=a', 'chunked', '100-continue',
  't', 't=x', 't=,v1=', 't=99999999999999999999,v1=00', 'a=b;c=\xff', '00-zz', '00-' + '0'.repeat(32) + '-' + '0'.repeat(16) + '-01',
  'Bearer', 'Bearer ', 'Bearer a.b.c', 'Basic \xff', 'for="[::1', 'for=unknown', 'unknown', '/../x', '%00', '%zz', '${x}',
  'a'.repeat(129), '[', '::1', ':0', 'DELETE',
];

const line = (quantity) => `{"sku":"lamp","offer":"standard","quantity":${quantity}}`;
const product = (name) => `{"name":${name},"offers":[{"id":"each","price":{"amount":1,"currency":"EUR"}}],"stock":{"received":1}}`;

/** What is accepted: a refusal of the rest of the request is then not one of its body. */
export const goodOrder = `{"lines":[${line(1)}]}`;
export const goodProduct = product('"fuzz"');

/** Sent to every operation that takes a body; a product's and an order's are for the other no sense at all. */
export const bodies = [
  '', ' ', 'null', 'true', '0', '"x"', '[]', '{}', '{', '{}{}', '{} x', '\x00', '\xff\xfe{}', '\xef\xbb\xbf{}', '{"lines":null}',
  '{"lines":[null]}', '{"lines":{}}', `{"lines":[${line(1)}],"lines":[]}`, `{"lines":[${line('1,"quantity":2')}]}`,
  ...['"1"', '1.0', '1.5', '1e400', '-0', '1e3', '9'.repeat(400), 'null', 'NaN', 'true', '{}', '[]'].map(
    (quantity) => `{"lines":[${line(quantity)}]}`),
  `{"lines":[${line(1).replace('lamp', '\\u0000')}]}`, `{"lines":[${line(1).replace('lamp', '\\ud800')}]}`,
  '['.repeat(100000), '{"a":'.repeat(2000) + '1' + '}'.repeat(2000), '{"lines":"' + 'x'.repeat(900000) + '"}',
  '{"' + 'k'.repeat(60000) + '":1}',
  ...['"\\u0000"', '"a\\u0000b"', '"\\ud800"', '"\\udfff\\ud800"', '"\xff"', '"\x01"', '1', 'null', '[]', '"' + 'n'.repeat(201) + '"'].map(product),
];
