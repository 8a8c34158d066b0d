// Bad input is 4xx, never 5xx, and every refusal is a problem document: over every operation of contracts/openapi, through
// the gateway of a running system. Three sources, one after another:
//   openapi-fuzzer-core (npm)   wrong paths, methods, parameters and bodies, made from the OpenAPI documents
//   corpus.mjs (ours)           raw bytes in every header that is read, and bodies
//   zzuf (Debian)               whole requests with some of their bits flipped, until the time is over
// The first is the same each time; the seed decides the order of the second and the bits of the third.
//
// node .ci/fuzz/fuzz.mjs --port P --token T --packages FOLDER [--zzuf PATH] [--time 120] [--seed N]
//   --port      the gateway's, on the loopback interface
//   --packages  the node_modules folder that holds openapi-fuzzer-core and js-yaml
//   --time      seconds, 10 to 3600; half of it at most for our corpus
// Exit 0: no 5xx, no refusal of another shape. 1: some, named. 2: it could not begin, or a good request was refused.
// A 501 is no fault: it is HTTP's answer to an unknown method or transfer encoding; nor is a 505, its answer to an unknown
// version. What a system that is busy puts off (502, 503, 504 with Retry-After) is asked again. Statuses that neither contract names are listed, and are no fault.

import { execFile } from 'node:child_process';
import { createRequire } from 'node:module';
import path from 'node:path';
import { parseArgs } from 'node:util';
import { bodies, goodOrder, goodProduct, headers as corpusHeaders, values } from './corpus.mjs';
import { address, gatewayStatuses, operations, read, swagger2 } from './contracts.mjs';
import { exchange, request } from './wire.mjs';

const AT_ONCE = 8;
const ANSWER_MILLIS = 12_000; // longer than the gateway lets a service take
const GARBLED_MILLIS = 1_500; // half a request is waited for, and rightly so
const ATTEMPTS = 5;
const SHOWN = 40;
const BUSY = new Set([502, 503, 504]);
const BEFORE_A_PATH = new Set(['invalid-request', 'uri-too-long', 'request-header-fields-too-large']);
const TYPES = 'https://coalmine.dev/problems/';

const { values: options } = parseArgs({ options: {
  port: { type: 'string' }, token: { type: 'string' }, packages: { type: 'string' }, zzuf: { type: 'string' },
  time: { type: 'string', default: '120' }, seed: { type: 'string' } } });
const stop = (sentence) => { console.error(sentence); process.exit(2); };
if (!options.port || !options.token || !options.packages) stop('--port, --token and --packages are needed; see the top of this file.');
const seconds = Number(options.time);
if (!(seconds >= 10 && seconds <= 3600)) stop('--time must be 10 to 3600 seconds.');
const seed = Number(options.seed ?? Math.floor(Math.random() * 2 ** 31));
if (!Number.isInteger(seed)) stop('--seed must be a whole number.');
const port = Number(options.port);

const contracts = path.join(import.meta.dirname, '../../contracts/openapi');
const load = createRequire(path.join(path.resolve(options.packages), 'x.js'));
const documents = read(contracts, load('js-yaml'));
const known = documents.flatMap(operations);
const ofGateway = gatewayStatuses(contracts);
const began = Date.now();
if (!(port > 0)) stop('--port must be a number.');
const left = (share = 1) => began + seconds * 1000 * share - Date.now();

const counts = new Map();
const faults = new Map();
const undocumented = new Map();
const touched = new Set();
let requests = 0;
let keys = 0; // one for each request made: those in flight at once must not share one, or all but the first are replays
let repeated = 0;
let silent = 0;
const add = (map, key) => map.set(key, (map.get(key) ?? 0) + 1);

const random = (() => { // mulberry32
  let state = seed >>> 0;
  return () => {
    state = (state + 0x6d2b79f5) >>> 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
})();

function shuffled(list) {
  const all = [...list];
  for (let i = all.length - 1; i > 0; i--) {
    const j = Math.floor(random() * (i + 1));
    [all[i], all[j]] = [all[j], all[i]];
  }
  return all;
}

/** The headers of a good request to an operation, with `changes` by name; undefined leaves one out. */
function heads(method, body, changes = {}) {
  const all = {
    Host: `127.0.0.1:${port}`, Authorization: `Bearer ${options.token}`, Accept: '*/*',
    ...(method !== 'get' && { 'Idempotency-Key': `fuzz-${seed}-${keys++}` }),
    ...(body && { 'Content-Type': 'application/json', 'Content-Length': String(body.length) }),
    ...changes, Connection: 'close',
  };
  return Object.entries(all).filter(([, value]) => value !== undefined);
}

/** Sends, again where the system says that it is busy: this is about bad input, not about load. */
async function send(bytes, millis) {
  for (let attempt = 1; ; attempt++) {
    const answer = await exchange(port, bytes, millis);
    requests++;
    if (attempt === ATTEMPTS || (answer !== null ? !(BUSY.has(answer.status) && answer.retryAfter) : millis === GARBLED_MILLIS)) return answer;
    repeated++;
    await new Promise((resolve) => setTimeout(resolve, 500 * attempt));
  }
}

function whatIsWrong({ status, type, body }) {
  if (status < 400) return null;
  if (status >= 500 && status !== 501 && status !== 505) return `a ${status}`;
  if (!/^application\/problem\+json\b/.test(type)) return `a ${status} of type "${type}"`;
  let problem;
  try {
    problem = JSON.parse(body);
  } catch {
    return `a ${status} whose body is no JSON`;
  }
  const slug = String(problem.type).slice(TYPES.length);
  if (!String(problem.type).startsWith(TYPES) || slug === '') return `a ${status} of the problem type ${problem.type}`;
  if (problem.status !== status) return `a ${status} that says ${problem.status}`;
  for (const member of ['title', 'detail', 'traceId', ...(BEFORE_A_PATH.has(slug) ? [] : ['instance'])]) {
    const empty = problem[member] === '' && slug !== 'invalid-path'; // which may be the empty one
    if (typeof problem[member] !== 'string' || empty) return `a ${status} ${slug} without ${member}`;
  }
  return null;
}

async function judge(source, what, operation, bytes, millis = ANSWER_MILLIS) {
  const answer = await send(bytes, millis);
  const label = operation ? `${operation.method.toUpperCase()} ${operation.path}` : '';
  if (operation) touched.add(label);
  if (answer === null) {
    if (millis === GARBLED_MILLIS) silent++;
    else add(faults, `${source}: no answer to ${label} ${what}`);
    return;
  }
  add(counts, answer.status);
  const wrong = whatIsWrong(answer);
  if (wrong) add(faults, `${source}: ${wrong} from ${label} ${what}`);
  else if (operation && !operation.statuses.includes(answer.status) && !ofGateway.has(answer.status)) {
    add(undocumented, `${answer.status} from ${label}`);
  }
}

/** Runs tasks, so many at a time, until there are none or the time is over; resolves to how many ran. */
async function inParallel(tasks, isOver) {
  let ran = 0;
  const worker = async () => {
    for (let task; !isOver() && (task = tasks.next()).value;) {
      ran++;
      await task.value();
    }
  };
  await Promise.all(Array.from({ length: AT_ONCE }, worker));
  return ran;
}

function* foreign() {
  const { swagger } = load('openapi-fuzzer-core');
  for (const document of documents) {
    for (const { name, request: { method, path: route, pathParams, queryParams, body } } of swagger(swagger2(document))) {
      const operation = known.find((one) => one.method === method && one.path === route);
      const sent = body === undefined && ['get', 'delete'].includes(method) ? undefined : Buffer.from(JSON.stringify(body ?? {}));
      const target = address(method, route, pathParams, queryParams);
      yield () => judge('openapi-fuzzer-core', `${name} ${target} ${JSON.stringify(body) ?? ''}`.slice(0, 160), operation,
        request({ method: method.toUpperCase(), path: target, headers: heads(method, sent), body: sent }));
    }
  }
}

const good = (operation) => operation.schema ? Buffer.from(operation.path.startsWith('/api/products') ? goodProduct : goodOrder) : undefined;

/** Else the corpus would not get past the validation of the body, and would show nothing. */
async function requireGoodRequests() {
  for (const label of ['PUT /api/products/{sku}', 'POST /api/orders']) {
    const operation = known.find((one) => `${one.method.toUpperCase()} ${one.path}` === label);
    const body = good(operation);
    const answer = await send(request({ method: operation.method.toUpperCase(), path: address(operation.method, operation.path), body,
      headers: heads(operation.method, body) }), ANSWER_MILLIS);
    if (!answer || answer.status < 200 || answer.status > 299) {
      stop(`${label} refuses the good request of corpus.mjs: ${answer ? `${answer.status} ${answer.body}` : 'no answer'}; make it valid`);
    }
  }
}

function* ours() {
  const cases = known.flatMap((operation) => [
    ...corpusHeaders.flatMap((name) => values.map((value) => ({ operation, name, value }))),
    ...(operation.schema ? bodies.map((text) => ({ operation, text })) : [])]);
  for (const { operation, name, value, text } of shuffled(cases)) {
    const { method } = operation;
    const body = text === undefined ? good(operation) : Buffer.from(text, 'latin1');
    const bytes = request({ method: method.toUpperCase(), path: address(operation.method, operation.path), body,
      headers: heads(method, body, name && { [name]: value }) });
    // a length or an encoding that is wrong makes half a request, and a 100-continue a dialogue
    const millis = ['Content-Length', 'Transfer-Encoding', 'Expect'].includes(name) ? GARBLED_MILLIS : ANSWER_MILLIS;
    yield () => judge('header corpus', `${name ?? 'body'} = ${JSON.stringify((value ?? text).slice(0, 60))}`, operation, bytes, millis);
  }
}

const garble = (bytes, number) => new Promise((resolve, reject) => {
  const ratio = ['0.0005', '0.002', '0.01', '0.05'][number % 4];
  const child = execFile(options.zzuf, ['-s', String(seed + number), '-r', ratio], { encoding: 'buffer', maxBuffer: 1 << 24 },
    (error, stdout) => error ? reject(error) : resolve(stdout));
  child.stdin.on('error', () => {}); // said by the callback
  child.stdin.end(bytes);
});

function* garbled() {
  for (let number = 0; ; number++) {
    const operation = known[number % known.length];
    const body = good(operation);
    const bytes = request({ method: operation.method.toUpperCase(), path: address(operation.method, operation.path), body,
      headers: heads(operation.method, body, {
        'If-None-Match': '"a"', 'Last-Event-ID': '1', 'Stripe-Signature': 't=1,v1=00', 'X-Request-Id': 'fuzz',
        traceparent: `00-${'1'.repeat(32)}-${'2'.repeat(16)}-01`, 'Request-Timeout-Ms': '5000' }) });
    // its operation is not known any more, so its status is not compared
    yield async () => judge('zzuf', `seed ${seed} number ${number}`, null, await garble(bytes, number), GARBLED_MILLIS);
  }
}

console.log(`seed ${seed}`);
await requireGoodRequests();
const fromForeign = await inParallel(foreign(), () => false);
console.log(`openapi-fuzzer-core: ${fromForeign} cases`);
const all = known.length * corpusHeaders.length * values.length + known.filter((one) => one.schema).length * bodies.length;
const fromOurs = await inParallel(ours(), () => left(options.zzuf ? 0.75 : 1) <= 0);
console.log(`header corpus: ${fromOurs} of ${all} cases`);
if (options.zzuf) console.log(`zzuf: ${await inParallel(garbled(), () => left() <= 0)} cases, ${silent} waited for more or were closed`);
else console.log('zzuf: SKIPPED, it is not here');

const statuses = [...counts].sort(([a], [b]) => a - b).map(([status, count]) => `${status} × ${count}`).join(', ');
console.log(`${requests} requests, ${touched.size} of ${known.length} operations, ${Math.round((Date.now() - began) / 1000)} s: ${statuses}`);
if (repeated > 0) console.log(`${repeated} asked again because the system was busy`);
for (const [what, count] of undocumented) console.log(`not documented: ${what} (${count})`);
for (const [what, count] of [...faults].slice(0, SHOWN)) console.log(`FAULT: ${what}${count > 1 ? ` (${count} times)` : ''}`);
const bad = [...faults.values()].reduce((sum, count) => sum + count, 0);
console.log(`${bad} faults in ${faults.size} kinds: 5xx but 501 and 505, refusals that are no problem documents, or no answer`);
process.exit(bad > 0 || touched.size < known.length ? 1 : 0);
