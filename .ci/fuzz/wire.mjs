// HTTP/1.1 by hand, because no client library sends what is not HTTP.

import net from 'node:net';

export const header = (name, value) => Buffer.from(`${name}: ${value}\r\n`, 'latin1');

/** A request as bytes. Values of `headers` are latin-1; a header named twice is sent twice. */
export function request({ method, path, headers, body }) {
  const lines = headers.map(([name, value]) => header(name, value));
  return Buffer.concat([Buffer.from(`${method} ${path} HTTP/1.1\r\n`, 'latin1'), ...lines, Buffer.from('\r\n'), body ?? Buffer.alloc(0)]);
}

/**
 * Sends bytes to a port of the loopback interface and reads one answer, of a stream its head only.
 * Resolves to {status, type, retryAfter, body}; to null when there is no whole answer within `millis`.
 */
export function exchange(port, bytes, millis) {
  return new Promise((resolve) => {
    const socket = net.connect(port, '127.0.0.1');
    let got = Buffer.alloc(0);
    const timer = setTimeout(() => finish(null), millis);
    const finish = (answer) => {
      clearTimeout(timer);
      socket.destroy();
      resolve(answer);
    };
    socket.on('connect', () => socket.write(bytes));
    socket.on('data', (data) => {
      got = Buffer.concat([got, data]);
      const answer = parse(got, false);
      if (answer) finish(answer);
    });
    socket.on('error', () => finish(parse(got, true))); // a server may close on bytes that it does not read
    socket.on('close', () => finish(parse(got, true)));
  });
}

function parse(bytes, ended) {
  const end = bytes.indexOf('\r\n\r\n');
  const text = end < 0 ? '' : bytes.subarray(0, end).toString('latin1');
  const status = Number(/^HTTP\/1\.[01] (\d{3})/.exec(text)?.[1]);
  if (!status) return null;
  const rest = bytes.subarray(end + 4);
  if (status === 100) return parse(rest, ended);
  const field = (name) => new RegExp(`^${name}:[ \\t]*(.*)$`, 'im').exec(text)?.[1] ?? '';
  const answer = { status, type: field('content-type'), retryAfter: field('retry-after'), body: '' };
  if (answer.type.startsWith('text/event-stream') || status === 204 || status === 304) return answer;
  if (/chunked/i.test(field('transfer-encoding'))) {
    const whole = unchunked(rest);
    return whole === null && !ended ? null : { ...answer, body: whole ?? '' };
  }
  const length = field('content-length');
  if (length === '' ? !ended : rest.length < Number(length) && !ended) return null;
  return { ...answer, body: rest.toString('utf8') };
}

function unchunked(bytes) {
  const parts = [];
  for (let at = 0; ;) {
    const line = bytes.indexOf('\r\n', at);
    if (line < 0) return null;
    const size = parseInt(bytes.subarray(at, line).toString('latin1'), 16);
    if (size === 0) return Buffer.concat(parts).toString('utf8');
    if (!(size > 0) || bytes.length < line + 2 + size + 2) return null;
    parts.push(bytes.subarray(line + 2, line + 2 + size));
    at = line + 2 + size + 2;
  }
}
