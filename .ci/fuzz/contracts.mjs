// The OpenAPI documents: as a list of operations, and as the Swagger 2 that openapi-fuzzer-core reads.

import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';

const METHODS = ['get', 'put', 'post', 'patch', 'delete', 'head', 'options'];
const EXAMPLES = { id: '0S9WQX3YMKHH1', sku: 'lamp' };
const WRITTEN = { ...EXAMPLES, sku: 'fuzz' }; // the lamp stays as others need it
const examples = (method) => (method === 'put' ? WRITTEN : EXAMPLES);

export function read(folder, yaml) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('-service.yaml'))
    .map((name) => yaml.load(readFileSync(path.join(folder, name), 'utf8')));
}

function resolver(document) {
  return (node) => node?.$ref === undefined ? node
    : node.$ref.slice(2).split('/').reduce((inside, key) => inside[key], document);
}

/** [{method, path, parameters, schema, statuses}] of a document; schema is null where no body is taken. */
export function operations(document) {
  const resolve = resolver(document);
  return Object.entries(document.paths).flatMap(([route, item]) =>
    METHODS.filter((method) => item[method]).map((method) => ({
      method,
      path: route,
      parameters: [...(item.parameters ?? []), ...(item[method].parameters ?? [])].map(resolve),
      schema: resolve(item[method].requestBody?.content?.['application/json']?.schema) ?? null,
      statuses: Object.keys(item[method].responses).map(Number),
    })));
}

/** The gateway's own statuses, from the table of its problems. */
export function gatewayStatuses(folder) {
  const text = readFileSync(path.join(folder, 'gateway-problems.md'), 'utf8');
  return new Set([...text.matchAll(/^\| (\d{3}) \|/gm)].map((row) => Number(row[1])));
}

/** A schema without references, composition and unions: what the fuzzer understands. */
function plain(schema, resolve) {
  const { type, properties, items, enum: choices, allOf, ...rest } = resolve(schema) ?? {};
  const merged = (allOf ?? []).map((part) => plain(part, resolve));
  const all = Object.assign({}, properties, ...merged.map((part) => part.properties));
  const inferred = type ?? (choices ? 'string' : Object.keys(all).length > 0 ? 'object' : undefined);
  return {
    ...rest,
    type: Array.isArray(inferred) ? inferred[0] : inferred,
    ...(choices && { enum: choices }),
    ...(Object.keys(all).length > 0 && {
      properties: Object.fromEntries(Object.entries(all).map(([name, one]) => [name, plain(one, resolve)])) }),
    ...(items && { items: plain(items, resolve) }),
  };
}

export function swagger2(document) {
  const resolve = resolver(document);
  const definitions = {};
  const paths = {};
  for (const operation of operations(document)) {
    const parameters = operation.parameters.map(({ name, in: where, schema }) =>
      ({ ...plain(schema, resolve), name, in: where, ...(examples(operation.method)[name] && { example: examples(operation.method)[name] }) }));
    if (operation.schema) {
      const name = `${operation.method} ${operation.path.replaceAll('/', ' ')}`;
      definitions[name] = plain(operation.schema, resolve);
      parameters.push({ in: 'body', name: 'body', schema: { $ref: `#/definitions/${name}` } });
    }
    (paths[operation.path] ??= {})[operation.method] = { parameters };
  }
  return { swagger: '2.0', basePath: '', paths, definitions };
}

/** A path with its parameters filled in; what the fuzzer left open gets an example. */
export function address(method, route, pathParams = {}, queryParams = {}) {
  const filled = route.replaceAll(/\{(\w+)\}/g, (_, name) => encodeURIComponent(pathParams[name] ?? examples(method)[name] ?? name));
  const query = Object.entries(queryParams).map(([name, value]) => `${name}=${encodeURIComponent(value)}`).join('&');
  return query ? `${filled}?${query}` : filled;
}
