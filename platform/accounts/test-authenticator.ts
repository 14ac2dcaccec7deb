import { createHash, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto';

/** What a browser hands to a page, as JSON: WebAuthn Level 3, section 5.1. */
export interface Answer {
  id: string;
  rawId: string;
  type: 'public-key';
  response: Record<string, string>;
  clientExtensionResults: Record<string, never>;
}

interface Passkey {
  id: Buffer;
  rpId: string;
  key: KeyObject;
  userHandle: string;
  count: number;
}

/** Authenticator data flags: user present, user verified, attested credential data (WebAuthn Level 3, section 6.1). */
const PRESENT = 0x01;
const VERIFIED = 0x04;
const ATTESTED = 0x40;

const b64 = (bytes: Buffer): string => bytes.toString('base64url');
const sha256 = (data: Buffer | string): Buffer => createHash('sha256').update(data).digest();

/** A passkey device in software: P-256 keys, no attestation, with a browser at one origin around it. */
export class TestAuthenticator {
  readonly origin: string;
  readonly passkeys: Passkey[] = [];
  /** What a device without a fingerprint or PIN would answer. */
  userVerified = true;

  /** Passkeys kept in a cloud do not count their uses: they say 0 each time. */
  counts = true;

  constructor(origin: string) {
    this.origin = origin;
  }

  create(
    options: { challenge: string; rp: { id?: string }; user: { id: string } },
    id: Buffer = randomBytes(32),
  ): Answer {
    const { publicKey, privateKey } = generateKeyPairSync('ec', { namedCurve: 'P-256' });
    const passkey = {
      id,
      rpId: options.rp.id!,
      key: privateKey,
      userHandle: options.user.id,
      count: 0,
    };
    this.passkeys.push(passkey);
    const { x, y } = publicKey.export({ format: 'jwk' });
    // COSE_Key of RFC 9052 and 9053: EC2 (1: 2), ES256 (3: -7), P-256 (-1: 1), x (-2), y (-3).
    const coseKey = Buffer.concat([
      Buffer.from([0xa5, 0x01, 0x02, 0x03, 0x26, 0x20, 0x01, 0x21, 0x58, 0x20]),
      Buffer.from(x!, 'base64url'),
      Buffer.from([0x22, 0x58, 0x20]),
      Buffer.from(y!, 'base64url'),
    ]);
    const length = Buffer.alloc(2);
    length.writeUInt16BE(passkey.id.length);
    const attested = Buffer.concat([Buffer.alloc(16), length, passkey.id, coseKey]);
    const data = Buffer.concat([this.#head(passkey, ATTESTED), attested]);
    // CBOR of RFC 8949: { "fmt": "none", "attStmt": {}, "authData": bytes }.
    const dataLength = Buffer.alloc(2);
    dataLength.writeUInt16BE(data.length);
    const object = Buffer.concat([
      Buffer.from([0xa3]),
      text('fmt'),
      text('none'),
      text('attStmt'),
      Buffer.from([0xa0]),
      text('authData'),
      Buffer.from([0x59]),
      dataLength,
      data,
    ]);
    return this.#answer(passkey, {
      clientDataJSON: b64(this.#clientData('webauthn.create', options.challenge)),
      attestationObject: b64(object),
    });
  }

  get(options: { challenge: string; rpId?: string }, passkey = this.passkeys.at(-1)!): Answer {
    if (this.counts) passkey.count++;
    const data = this.#head(passkey, 0);
    const client = this.#clientData('webauthn.get', options.challenge);
    return this.#answer(passkey, {
      clientDataJSON: b64(client),
      authenticatorData: b64(data),
      signature: b64(sign('sha256', Buffer.concat([data, sha256(client)]), passkey.key)),
      userHandle: passkey.userHandle,
    });
  }

  #head(passkey: Passkey, flags: number): Buffer {
    const count = Buffer.alloc(4);
    count.writeUInt32BE(passkey.count);
    const all = PRESENT | (this.userVerified ? VERIFIED : 0) | flags;
    return Buffer.concat([sha256(passkey.rpId), Buffer.from([all]), count]);
  }

  #clientData(type: string, challenge: string): Buffer {
    return Buffer.from(JSON.stringify({ type, challenge, origin: this.origin, crossOrigin: false }));
  }

  #answer(passkey: Passkey, response: Record<string, string>): Answer {
    const id = b64(passkey.id);
    return { id, rawId: id, type: 'public-key', response, clientExtensionResults: {} };
  }
}

const text = (value: string): Buffer => Buffer.concat([Buffer.from([0x60 + value.length]), Buffer.from(value)]);
