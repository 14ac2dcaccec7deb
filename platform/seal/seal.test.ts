import { randomBytes } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createSealer, SealError } from './index.ts';

const key = randomBytes(32);
const sealer = createSealer(key);

const reasonOf = (work: () => unknown): string => {
  try {
    work();
  } catch (problem) {
    if (problem instanceof SealError) return problem.reason;
  }
  return 'opened';
};

describe('a sealed value', () => {
  it('opens again to what it was, whatever it was', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 300 }), fc.string(), (plain, context) => {
        expect(sealer.open(sealer.seal(plain, context), context)).toEqual(Buffer.from(plain));
      }),
    );
    expect(sealer.openText(sealer.seal('سلام 👋', 'a'), 'a')).toBe('سلام 👋');
  });

  it('shows nothing of itself and differs every time', () => {
    const sealed = sealer.seal('07700 900123', 'a');
    expect(sealed.includes('900123')).toBe(false);
    expect(sealed.equals(sealer.seal('07700 900123', 'a'))).toBe(false);
  });

  it('does not open in another row', () => {
    expect(reasonOf(() => sealer.open(sealer.seal('secret', 'person:1'), 'person:2'))).toBe('damaged');
  });

  it('does not open when any one bit of it was changed, or it was cut short', () => {
    const sealed = sealer.seal('secret', 'a');
    for (let at = 0; at < sealed.length; at++) {
      const changed = Buffer.from(sealed);
      changed[at] = changed[at]! ^ 1;
      expect(reasonOf(() => sealer.open(changed, 'a'))).not.toBe('opened');
      expect(reasonOf(() => sealer.open(sealed.subarray(0, at), 'a'))).toBe('damaged');
    }
  });

  it('needs the key it was sealed with, and says so', () => {
    expect(reasonOf(() => createSealer(randomBytes(32)).open(sealer.seal('secret', 'a'), 'a'))).toBe('unknown-key');
  });
});

describe('a new key', () => {
  const next = createSealer(randomBytes(32), [key]);

  it('still opens what the earlier one sealed, and marks it for sealing afresh', () => {
    const before = sealer.seal('secret', 'a');
    expect(next.openText(before, 'a')).toBe('secret');
    expect(next.isStale(before)).toBe(true);
    expect(next.isStale(next.seal('secret', 'a'))).toBe(false);
  });

  it('still finds what was fingerprinted before', () => {
    const before = sealer.fingerprint('07700900123', 'phone');
    expect(next.fingerprint('07700900123', 'phone').equals(before)).toBe(false);
    expect(next.fingerprints('07700900123', 'phone').some((print) => print.equals(before))).toBe(true);
  });

  it('must be long enough', () => {
    expect(() => createSealer(randomBytes(16))).toThrow('32 bytes');
  });
});

describe('a fingerprint', () => {
  it('is stable, and of its context only', () => {
    expect(sealer.fingerprint('a', 'b')).toEqual(createSealer(key).fingerprint('a', 'b'));
    expect(sealer.fingerprint('a', 'b').equals(sealer.fingerprint('b', 'a'))).toBe(false);
    expect(sealer.fingerprint('b:c', 'a').equals(sealer.fingerprint('c', 'a:b'))).toBe(false);
  });
});
