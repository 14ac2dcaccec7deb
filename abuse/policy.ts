import assert from 'node:assert/strict';
import type { Answer } from '@upwell/platform/http/testing';

/** Holds an answer to the strictest policy: nothing inline, nothing evaluated, a new nonce every time, nobody frames us. */
export function holdPolicy({ headers, body }: Answer, where: string, nonces?: Set<string>): void {
  const policy = String(headers['content-security-policy'] ?? '');
  const directives = new Map(
    policy
      .split(';')
      .map((part) => part.trim().split(/\s+/))
      .map(([name = '', ...values]) => [name, values]),
  );
  assert.deepEqual(directives.get('default-src'), ["'none'"], `${where}: ${policy}`);
  assert.doesNotMatch(policy, /unsafe-|\*|strict-dynamic|\bhttps?:(?!\/\/)|\bblob:.*script/, `${where}: ${policy}`);
  const scripts = directives.get('script-src') ?? [];
  assert.ok(
    scripts.length > 0 && scripts.every((source) => /^'nonce-[\w+/=]{22,}'$/.test(source) || source === "'self'"),
    `${where}: ${policy}`,
  );
  for (const name of ['base-uri', 'frame-ancestors'])
    assert.deepEqual(directives.get(name), ["'none'"], `${where}: ${name}`);
  assert.ok(
    directives.get('style-src')?.every((source) => source === "'self'"),
    `${where}: style-src`,
  );
  assert.ok(directives.has('form-action'), `${where}: form-action`);
  assert.equal(headers['x-content-type-options'], 'nosniff', where);
  assert.ok(headers['referrer-policy'], where);
  const nonce = /'nonce-([^']+)'/.exec(policy)?.[1] ?? '';
  if (nonces) {
    assert.ok(!nonces.has(nonce), `${where}: the nonce was used before`);
    nonces.add(nonce);
  }
  for (const [, given] of body.matchAll(/<script[^>]*\snonce="([^"]*)"/g))
    assert.equal(given, nonce, `${where}: a script with another nonce`);
}
