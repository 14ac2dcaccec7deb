import { createHmac } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { readReceivedText } from './notify-calls.ts';
import { verifyBearer, verifySigned } from './signed.ts';

const secret = 'a secret of some length';
const now = new Date('2026-05-01T10:00:00Z');
const body = '{"text":"سلام"}';
const timestamp = String(now.getTime() / 1000);
const signature = (over: string, key: string | Buffer = secret) =>
  `v1,${createHmac('sha256', key).update(over).digest('base64')}`;
const headers = {
  'webhook-id': 'msg_1',
  'webhook-timestamp': timestamp,
  'webhook-signature': `v1,bm90aGluZw== ${signature(`msg_1.${timestamp}.${body}`)}`,
};

describe('a signed call', () => {
  it('is taken when the signature is over this id, time and body', () => {
    expect(verifySigned(body, headers, secret, now)).toEqual({ ok: true, value: { id: 'msg_1', at: now } });
    expect(verifySigned(Buffer.from(body), headers, secret, now).ok).toBe(true);
  });

  it('agrees with the worked example of the Standard Webhooks specification', () => {
    const example = {
      'webhook-id': 'msg_p5jXN8AQM9LWM0D4loKWxJek',
      'webhook-timestamp': '1614265330',
      'webhook-signature': 'v1,g0hM9SsE+OTPJTGt/tmIKtSyZlE3uFJELVlNIOLJ1OE=',
    };
    const key = 'whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw';
    expect(verifySigned('{"test": 2432232314}', example, key, new Date(1614265330_000)).ok).toBe(true);
  });

  it.each([
    ['another body', `${body} `, headers, now],
    ['another id', body, { ...headers, 'webhook-id': 'msg_2' }, now],
    ['another time', body, { ...headers, 'webhook-timestamp': String(Number(timestamp) + 1) }, now],
    ['no signature', body, { ...headers, 'webhook-signature': undefined }, now],
    [
      'an unknown version',
      body,
      { ...headers, 'webhook-signature': headers['webhook-signature'].replaceAll('v1,', 'v2,') },
      now,
    ],
    ['repeated headers', body, { ...headers, 'webhook-id': ['msg_1', 'msg_1'] }, now],
    ['a late call', body, headers, new Date(now.getTime() + 301_000)],
    ['a call from the future', body, headers, new Date(now.getTime() - 301_000)],
  ])('is refused with %s', (_, sent, given, at) => {
    expect(verifySigned(sent, given, secret, at)).toEqual({ ok: false, code: 'not-allowed' });
  });

  it('cannot be checked with a secret that can be guessed', () => {
    expect(() => verifySigned(body, headers, 'short', now)).toThrow('at least 16');
  });
});

describe('a call with a token', () => {
  it('is taken with exactly that token', () => {
    expect(verifyBearer({ authorization: `Bearer ${secret}` }, secret)).toBe(true);
    expect(verifyBearer({ authorization: `Bearer ${secret}x` }, secret)).toBe(false);
    expect(verifyBearer({}, secret)).toBe(false);
  });
});

describe('a text passed on by GOV.UK Notify', () => {
  const call = {
    id: 'b7d9a1f0-3c52-4a58-9f0e-0a4f3a0f1c11',
    source_number: '447700900123',
    destination_number: '447700900999',
    message: 'More benches please',
    date_received: '2026-05-01T10:00:00.000000Z',
  };

  it('is read, and anything else is not', () => {
    expect(readReceivedText(call)).toMatchObject({ from: '+447700900123', text: 'More benches please' });
    expect(readReceivedText({ ...call, message: undefined })).toBeNull();
    expect(readReceivedText('text')).toBeNull();
  });
});
