import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from 'node:crypto';

/**
 * Keeps what is confidential unreadable at rest: AES-256-GCM (NIST SP 800-38D) with a fresh 96-bit nonce, and a keyed
 * fingerprint (HMAC-SHA-256) for finding or counting what may not be stored readably.
 *
 * A sealed value is: version (1 byte) · key id (4) · nonce (12) · tag (16) · ciphertext. The context is authenticated
 * with it, so that a value copied to another row, column or place does not open there.
 */
export interface Sealer {
  /** The id of the key new values are sealed with. */
  readonly keyId: string;
  /** @param context what the value is and whose: `message.address:<place>:<id>` */
  seal(plain: string | Uint8Array, context: string): Buffer;
  /** @throws SealError when the key is not known, the context differs or a bit was changed */
  open(sealed: Uint8Array, context: string): Buffer;
  /** `open` for text. */
  openText(sealed: Uint8Array, context: string): string;
  /** Whether a value was sealed with a key that has since been replaced, and should be sealed afresh. */
  isStale(sealed: Uint8Array): boolean;
  /** 32 bytes, the same for the same value and context under the same key. Says nothing to who lacks the key. */
  fingerprint(value: string, context: string): Buffer;
  /** Fingerprints under the present key and all earlier ones, for looking up what was stored before a rotation. */
  fingerprints(value: string, context: string): Buffer[];
}

export class SealError extends Error {
  readonly reason: 'unknown-key' | 'damaged';
  constructor(reason: 'unknown-key' | 'damaged') {
    super(
      reason === 'unknown-key'
        ? 'This was sealed with a key that is not here. Add the earlier key to the configuration.'
        : 'This sealed value was changed, cut short, or belongs somewhere else.',
    );
    this.name = 'SealError';
    this.reason = reason;
  }
}

const VERSION = 1;
const NONCE = 12;
const TAG = 16;
const KEY_ID = 4;
const HEADER = 1 + KEY_ID;
const OVERHEAD = HEADER + NONCE + TAG;

interface Keys {
  id: Buffer;
  seal: Buffer;
  fingerprint: Buffer;
}

/**
 * @param key 32 bytes of randomness, the installation's own
 * @param earlier keys that were replaced: still open, never seal
 * @throws RangeError when a key is not 32 bytes
 */
export function createSealer(key: Buffer, earlier: readonly Buffer[] = []): Sealer {
  const keys = [key, ...earlier].map(keysFrom);
  const current = keys[0]!;

  const open = (sealed: Uint8Array, context: string): Buffer => {
    const bytes = Buffer.from(sealed.buffer, sealed.byteOffset, sealed.byteLength);
    if (bytes.length < OVERHEAD || bytes[0] !== VERSION) throw new SealError('damaged');
    const used = keys.find(({ id }) => id.equals(bytes.subarray(1, HEADER)));
    if (!used) throw new SealError('unknown-key');
    const nonce = bytes.subarray(HEADER, HEADER + NONCE);
    const cipher = createDecipheriv('aes-256-gcm', used.seal, nonce, { authTagLength: TAG });
    cipher.setAAD(Buffer.concat([bytes.subarray(0, HEADER), Buffer.from(context)]));
    cipher.setAuthTag(bytes.subarray(HEADER + NONCE, OVERHEAD));
    try {
      return Buffer.concat([cipher.update(bytes.subarray(OVERHEAD)), cipher.final()]);
    } catch {
      throw new SealError('damaged');
    }
  };

  return {
    keyId: current.id.toString('hex'),
    seal(plain, context) {
      const header = Buffer.concat([Buffer.of(VERSION), current.id]);
      const nonce = randomBytes(NONCE);
      const cipher = createCipheriv('aes-256-gcm', current.seal, nonce, { authTagLength: TAG });
      cipher.setAAD(Buffer.concat([header, Buffer.from(context)]));
      const sealed = Buffer.concat([cipher.update(plain), cipher.final()]);
      return Buffer.concat([header, nonce, cipher.getAuthTag(), sealed]);
    },
    open,
    openText: (sealed, context) => open(sealed, context).toString('utf8'),
    isStale: (sealed) => !current.id.equals(Buffer.from(sealed).subarray(1, HEADER)),
    fingerprint: (value, context) => fingerprintWith(current, value, context),
    fingerprints: (value, context) => keys.map((each) => fingerprintWith(each, value, context)),
  };
}

/** One key never serves two purposes: HKDF (RFC 5869) makes one of each from the installation's. */
function keysFrom(key: Buffer): Keys {
  if (key.length !== 32) throw new RangeError(`A sealing key has 32 bytes, this one has ${key.length}.`);
  const derive = (purpose: string, bytes: number) => Buffer.from(hkdfSync('sha256', key, '', purpose, bytes));
  return {
    id: derive('upwell key id', KEY_ID),
    seal: derive('upwell seal', 32),
    fingerprint: derive('upwell fingerprint', 32),
  };
}

/** The length of the context goes in first, so that no other pair of context and value gives the same bytes. */
function fingerprintWith(keys: Keys, value: string, context: string): Buffer {
  return createHmac('sha256', keys.fingerprint)
    .update(`${Buffer.byteLength(context)}:${context}:${value}`)
    .digest();
}
