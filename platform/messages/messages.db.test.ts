import { randomBytes } from 'node:crypto';
import { testDatabase } from '@upwell/platform/database/testing';
import { createCatalogue, platformWords, translator } from '@upwell/platform/i18n';
import { createSealer } from '@upwell/platform/seal';
import { v7 } from 'uuid';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import type { Adapter, Outgoing, Sent } from './adapters/adapter.ts';
import { outbox } from './adapters/outbox.ts';
import { type MessageLimits, USUAL_LIMITS } from './limits.ts';
import { type NewMessage, queueMessage } from './queue.ts';
import { fateSentence, forgetMessages, messageFates, readOutbox, troubledMessages } from './read.ts';
import { type Sending, sendDue } from './send.ts';
import { noteCall } from './signed.ts';
import { readStop, startMessages, stopMessages, stopToken } from './stop.ts';

const { db, drop } = await testDatabase();
afterAll(drop);

const sealer = createSealer(randomBytes(32));
const origin = 'https://bay.example';
const morning = new Date('2026-05-04T09:00:00Z');
const later = (hours: number, from = morning) => new Date(from.getTime() + hours * 3_600_000);

/** Takes everything, unless told what to say. */
class Recorder implements Adapter {
  readonly name = 'recorder';
  readonly channels = ['email', 'sms', 'letter'] as const;
  readonly went: Outgoing[] = [];
  says: (message: Outgoing) => Sent = () => ({ ok: true, reference: 'ref' });
  async send(message: Outgoing) {
    this.went.push(message);
    return this.says(message);
  }
  async close() {}
}

let placeId = '';
let recorder = new Recorder();
beforeEach(() => {
  placeId = v7();
  recorder = new Recorder();
});

const sending = (limits: Partial<MessageLimits> = {}): Sending => ({
  db,
  placeId,
  sealer,
  origin,
  adapters: [recorder],
  limits: { ...USUAL_LIMITS, ...limits },
  timeZone: 'Europe/London',
});

interface Wish extends Partial<Omit<NewMessage, 'to'>> {
  to?: Partial<NewMessage['to']>;
  words?: string;
}

async function queue({ to, words = 'You said it. They did it.', ...wish }: Wish = {}, now = morning) {
  const outcome = await db.write({ placeId }, (tx) =>
    queueMessage(
      tx,
      { sealer, origin },
      {
        placeId,
        to: { personId: null, channel: 'email', address: 'mary@example.org', ...to },
        purpose: 'promise',
        lang: 'en',
        sender: null,
        compose: ({ stop }) => ({ subject: 'About your bench', body: `${words}\n\n${stop}` }),
        ...wish,
      },
      now,
    ),
  );
  if (!outcome.ok) throw new Error(JSON.stringify(outcome));
  return outcome.value;
}

const fateOf = async (id: string) => (await db.read({ placeId }, (tx) => messageFates(tx, placeId, [id])))[0]!;
const text = { to: { channel: 'sms', address: '07700 900123' } } as const;

describe('a message', () => {
  it('leaves once, with a stop link on the configured address, and says that it did', async () => {
    const { id } = await queue();
    expect(await sendDue(sending(), morning)).toEqual({ sent: 1, held: 0, stopped: 0, failed: 0, retrying: 0 });
    expect(await sendDue(sending(), morning)).toMatchObject({ sent: 0 });
    expect(recorder.went).toHaveLength(1);
    expect(recorder.went[0]).toMatchObject({
      id,
      address: 'mary@example.org',
      subject: 'About your bench',
      repeated: false,
    });
    expect(recorder.went[0]!.body).toContain(`https://bay.example/messages/stop/${stopToken(sealer, placeId, id)}`);
    expect(await fateOf(id)).toMatchObject({ state: 'sent', sent_by: 'recorder', sent_at: morning });
  });

  it('is not there when the change it tells of is undone', async () => {
    await expect(
      db.write({ placeId }, async (tx) => {
        await queueMessage(
          tx,
          { sealer, origin },
          {
            placeId,
            to: { personId: null, channel: 'email', address: 'mary@example.org' },
            purpose: 'reply',
            lang: 'en',
            sender: null,
            compose: () => ({ body: 'It is done' }),
          },
          morning,
        );
        throw new Error('the change failed');
      }),
    ).rejects.toThrow('the change failed');
    expect(await sendDue(sending(), morning)).toMatchObject({ sent: 0 });
  });

  it('is one message for one key, however often it is queued', async () => {
    const first = await queue({ onceKey: 'reply:1:mary' });
    const second = await queue({ onceKey: 'reply:1:mary' });
    expect([first.fresh, second.fresh, second.id]).toEqual([true, false, first.id]);
    await sendDue(sending(), morning);
    expect(recorder.went).toHaveLength(1);
  });

  it('waits until it is due, and is not sent when it is worth nothing any more', async () => {
    const { id } = await queue({ dueAt: later(2), expiresAt: later(3) });
    expect(await sendDue(sending(), later(1))).toMatchObject({ sent: 0 });
    expect(await sendDue(sending(), later(4))).toMatchObject({ sent: 0, failed: 1 });
    expect(await fateOf(id)).toMatchObject({ state: 'failed', failure: 'too-late' });
  });

  it('cannot begin another header or carry control characters', async () => {
    await queue({ compose: () => ({ subject: 'Hi\r\nBcc: a@b.example\u2028x', body: 'one\r\ntwo\u0000\u0007' }) });
    await sendDue(sending(), morning);
    expect(recorder.went[0]).toMatchObject({ subject: 'Hi Bcc: a@b.example x', body: 'one\ntwo' });
  });

  it.each([
    ['no address', { channel: 'email', address: 'mary' }, 'error.bad-email'],
    ['two addresses', { channel: 'email', address: 'a@b.example,c@d.example' }, 'error.bad-email'],
    ['a landline', { channel: 'sms', address: '01524 32000' }, 'error.not-a-mobile'],
    ['a country we do not pay texts to', { channel: 'sms', address: '+92 300 1234567' }, 'error.phone-country'],
    ['half a postal address', { channel: 'letter', address: 'Mary' }, 'error.bad-postal-address'],
  ] as const)('is refused in words, with nothing kept: %s', async (_, to, key) => {
    await expect(queue({ to })).rejects.toThrow(key);
    expect(await db.read({ placeId }, (tx) => readOutbox(tx, sealer, placeId))).toEqual([]);
  });

  it('keeps addresses and sealed words unreadable in the table, and away from other places', async () => {
    await queue({ purpose: 'code', words: 'Your code is 482913' });
    const rows = await db.read({ placeId }, (tx) => tx.selectFrom('message').selectAll().execute());
    const stored = rows
      .flatMap((row) => Object.values(row))
      .map((value) => (Buffer.isBuffer(value) ? value.toString('latin1') : String(value)));
    expect(stored.join('|')).not.toMatch(/mary|482913/);
    const elsewhere = v7();
    expect(await db.read({ placeId: elsewhere }, (tx) => readOutbox(tx, sealer, elsewhere))).toEqual([]);
    expect(await db.read({ placeId: elsewhere }, (tx) => messageFates(tx, placeId, [rows[0]!.id]))).toEqual([]);
  });
});

describe('when the other side says no', () => {
  it('is tried again, later each time, under the same id, until it goes', async () => {
    const { id } = await queue();
    recorder.says = () => ({ ok: false, permanent: false, reason: 'refused', detail: 'busy' });
    expect(await sendDue(sending(), morning)).toMatchObject({ retrying: 1 });
    expect(await sendDue(sending(), morning)).toMatchObject({ retrying: 0, sent: 0 });
    recorder.says = () => ({ ok: true, reference: null });
    expect(await sendDue(sending(), later(1))).toMatchObject({ sent: 1 });
    expect(recorder.went.map((message) => [message.id, message.repeated])).toEqual([
      [id, false],
      [id, true],
    ]);
  });

  it('is given up after many times, and that can be seen', async () => {
    const { id } = await queue();
    recorder.says = () => {
      throw new TypeError('socket closed');
    };
    for (let hour = 0; hour < 120; hour++) await sendDue(sending(), later(hour));
    expect(recorder.went).toHaveLength(9);
    const [trouble] = await db.read({ placeId }, (tx) => troubledMessages(tx, placeId));
    expect(trouble).toMatchObject({ id, state: 'failed', failure: 'gave-up' });
  });

  it('is not tried again where that can never help, and the reason is named', async () => {
    const { id } = await queue();
    const seen: string[] = [];
    recorder.says = () => ({ ok: false, permanent: true, reason: 'no-such-address', detail: 'smtp 550' });
    await sendDue({ ...sending(), onFailure: (detail) => seen.push(detail) }, morning);
    await sendDue(sending(), later(50));
    expect(recorder.went).toHaveLength(1);
    expect(seen).toEqual(['smtp 550']);
    expect(await fateOf(id)).toMatchObject({ state: 'failed', failure: 'no-such-address' });
  });

  it('says so when there is no way out for a channel', async () => {
    const { id } = await queue();
    await sendDue({ ...sending(), adapters: [] }, morning);
    expect(await fateOf(id)).toMatchObject({ state: 'failed', failure: 'no-adapter' });
  });
});

describe('when a process dies', () => {
  it('between sending and writing it down, the message goes again under the same id', async () => {
    const { id } = await queue();
    const dying: Adapter = { ...outbox(), send: () => new Promise(() => {}) };
    void sendDue({ ...sending(), adapters: [dying] }, morning);
    await expect.poll(async () => (await fateOf(id)).state).toBe('sending');
    expect(await sendDue(sending(), later(0.1))).toMatchObject({ sent: 0 });
    expect(await sendDue(sending(), later(0.2))).toMatchObject({ sent: 1 });
    expect(recorder.went[0]).toMatchObject({ id, repeated: true });
  });

  it('eight at once send each message once', async () => {
    for (let n = 0; n < 40; n++) await queue({ to: { address: `p${n}@example.org` } });
    const reports = await Promise.all(Array.from({ length: 8 }, () => sendDue(sending(), morning)));
    expect(reports.reduce((sum, { sent }) => sum + sent, 0)).toBe(40);
    expect(new Set(recorder.went.map(({ id }) => id)).size).toBe(40);
    expect(recorder.went).toHaveLength(40);
  });

  it('eight at once do not get one person more than they should', async () => {
    for (let n = 0; n < 10; n++) await queue({ purpose: 'task' });
    const limits = { perPerson: { perDay: 3 } };
    await Promise.all(Array.from({ length: 8 }, () => sendDue(sending(limits), morning)));
    expect(recorder.went).toHaveLength(3);
  });
});

describe('limits', () => {
  it('hold what is too much for one address, say until when, and let it go then', async () => {
    await queue({ purpose: 'task' });
    await queue({ purpose: 'promise' });
    const { id } = await queue({ purpose: 'invitation' });
    expect(await sendDue(sending(), morning)).toMatchObject({ sent: 2, held: 1 });
    const fate = await fateOf(id);
    expect(fate).toMatchObject({ state: 'held', held_by: 'cap', due_at: later(24) });
    const t = translator(createCatalogue([platformWords()]), 'en');
    expect(fateSentence(fate, t)).toMatch(/^Held until 5 May 2026.* so that nobody gets too many messages$/);
    expect(await sendDue(sending(), later(23.9))).toMatchObject({ sent: 0, held: 0 });
    expect(await sendDue(sending(), later(24.1))).toMatchObject({ sent: 1 });
  });

  it('count a week as seven days, whichever way and address they come to the same person', async () => {
    const personId = v7();
    const limits = { perPerson: { perWeek: 2 }, textsPerNumber: {} };
    await queue({ to: { personId } });
    await queue({ ...text, to: { ...text.to, personId } });
    const { id } = await queue({ to: { personId, address: 'other@example.org' } });
    expect(await sendDue(sending(limits), morning)).toMatchObject({ sent: 2, held: 1 });
    expect(await fateOf(id)).toMatchObject({ due_at: later(24 * 7) });
  });

  it('never let news stand in the way of a code, nor of a reply', async () => {
    const none = { perPerson: { perDay: 0 }, perPlace: { perDay: 5 }, textPartsPerPlacePerDay: 2, perPurpose: {} };
    for (let n = 0; n < 4; n++) await queue({ purpose: 'news' });
    await queue({ purpose: 'reply' });
    await queue({ ...text, purpose: 'code', expiresAt: later(1), words: 'Code 1' });
    expect(await sendDue(sending(none), morning)).toMatchObject({ sent: 2, held: 4 });
    expect(recorder.went.map(({ channel }) => channel).sort()).toEqual(['email', 'sms']);
  });

  it('keep codes apart: too many to one number wait, and run out', async () => {
    const limits = { perPurpose: { code: { perDay: 3 } } };
    for (let n = 0; n < 4; n++) await queue({ ...text, purpose: 'code', expiresAt: later(1), words: 'Code' });
    expect(await sendDue(sending(limits), morning)).toMatchObject({ sent: 3, held: 1 });
    expect(await sendDue(sending(limits), later(25))).toMatchObject({ sent: 0, failed: 1 });
  });

  it('bound what one sender and one place may cause', async () => {
    const sender = v7();
    for (let n = 0; n < 3; n++) await queue({ sender, to: { address: `s${n}@example.org` } });
    await queue({ sender: v7(), to: { address: 'other@example.org' } });
    expect(await sendDue(sending({ perSender: { perDay: 2 } }), morning)).toMatchObject({ sent: 3, held: 1 });
    await queue({ to: { address: 'last@example.org' } });
    expect(await sendDue(sending({ perPlace: { perDay: 3 } }), morning)).toMatchObject({ sent: 0, held: 1 });
  });

  it('bound the cost of texts by billed parts, not by messages', async () => {
    const long = { ...text, compose: () => ({ body: 'س'.repeat(200) }) };
    await queue(long);
    const { id } = await queue({ ...long, to: { ...text.to, address: '07700 900456' } });
    expect(await sendDue(sending({ textPartsPerPlacePerDay: 5 }), morning)).toMatchObject({ sent: 1, held: 1 });
    expect(await fateOf(id)).toMatchObject({ held_by: 'cap', due_at: later(24) });
  });

  it('bound texts of all places together, with a fifth kept for codes', async () => {
    const day = new Date('2026-06-01T09:00:00Z');
    const limits = { textPartsPerDay: 5, perPerson: {}, textsPerNumber: {} };
    const one = { ...text, compose: () => ({ body: 'Hello' }) };
    for (let n = 0; n < 3; n++) await queue(one, day);
    expect(await sendDue(sending(limits), day)).toMatchObject({ sent: 3 });
    placeId = v7();
    for (let n = 0; n < 2; n++) await queue(one, day);
    expect(await sendDue(sending(limits), day)).toMatchObject({ sent: 1, held: 1 });
    await queue({ ...one, purpose: 'code', expiresAt: later(1, day) }, day);
    expect(await sendDue(sending(limits), day)).toMatchObject({ sent: 1 });
  });

  it('do not count what never left', async () => {
    const limits = { perPerson: { perDay: 1 } };
    recorder.says = () => ({ ok: false, permanent: true, reason: 'no-such-address', detail: '' });
    await queue({ purpose: 'task' });
    expect(await sendDue(sending(limits), morning)).toMatchObject({ failed: 1 });
    recorder.says = () => ({ ok: false, permanent: false, reason: 'refused', detail: '' });
    await queue({ purpose: 'task' });
    expect(await sendDue(sending(limits), morning)).toMatchObject({ retrying: 1 });
    recorder.says = () => ({ ok: true, reference: null });
    await queue({ purpose: 'task' });
    expect(await sendDue(sending(limits), morning)).toMatchObject({ sent: 1 });
    expect(await sendDue(sending(limits), later(1))).toMatchObject({ sent: 0, held: 1 });
  });
});

describe('at night', () => {
  const night = new Date('2026-05-04T22:30:00Z');

  it('no text goes out, and it says when it will; e-mail does, and a code somebody just asked for', async () => {
    const { id } = await queue(text, night);
    await queue({}, night);
    await queue({ ...text, purpose: 'code', expiresAt: later(1, night) }, night);
    expect(await sendDue(sending(), night)).toMatchObject({ sent: 2, held: 1 });
    expect(await fateOf(id)).toMatchObject({
      state: 'held',
      held_by: 'quiet',
      due_at: new Date('2026-05-05T07:00:00Z'),
    });
    expect(await sendDue(sending(), new Date('2026-05-05T07:00:00Z'))).toMatchObject({ sent: 1 });
  });
});

describe('stopping', () => {
  const at = (id: string) => stopToken(sealer, placeId, id);

  it('stops one purpose for one address: waiting and future messages, and nothing else', async () => {
    const { id } = await queue({ purpose: 'news' });
    const stopped = await db.write({ placeId }, (tx) => stopMessages(tx, sealer, placeId, at(id), morning));
    expect(stopped).toMatchObject({ ok: true, value: { purpose: 'news', stopped: true } });
    await queue({ purpose: 'promise' });
    expect((await queue({ purpose: 'news' })).state).toBe('stopped');
    expect(await sendDue(sending(), morning)).toMatchObject({ sent: 1, stopped: 1 });
    expect(recorder.went[0]!.body).toContain('You said it');
    await queue({ purpose: 'news', to: { address: 'else@example.org' } });
    expect(await sendDue(sending(), morning)).toMatchObject({ sent: 1 });
  });

  it('does nothing on looking, can be done twice, and taken back', async () => {
    const { id } = await queue({ purpose: 'news' });
    const look = () => db.read({ placeId }, (tx) => readStop(tx, sealer, placeId, at(id)));
    expect(await look()).toMatchObject({ value: { stopped: false } });
    for (let n = 0; n < 2; n++) await db.write({ placeId }, (tx) => stopMessages(tx, sealer, placeId, at(id), morning));
    expect(await look()).toMatchObject({ value: { stopped: true } });
    await db.write({ placeId }, (tx) => startMessages(tx, sealer, placeId, at(id)));
    expect((await queue({ purpose: 'news' })).state).toBe('waiting');
  });

  it('cannot be done for somebody else by guessing, nor in another place', async () => {
    const { id } = await queue({ purpose: 'news' });
    const token = at(id);
    const changed = Buffer.from(token, 'base64url');
    changed[20] = changed[20]! ^ 1;
    for (const wrong of [
      '',
      'x',
      changed.toString('base64url'),
      `${token}A`,
      stopToken(sealer, v7(), id),
      'é'.repeat(9999),
    ])
      expect(await db.write({ placeId }, (tx) => stopMessages(tx, sealer, placeId, wrong, morning))).toEqual({
        ok: false,
        code: 'not-found',
      });
  });

  it('never stops codes', async () => {
    const { id } = await queue({ purpose: 'code' });
    const outcome = await db.write({ placeId }, (tx) => stopMessages(tx, sealer, placeId, at(id), morning));
    expect(outcome.ok).toBe(false);
    await sendDue(sending(), morning);
    expect(recorder.went[0]!.stopLink).toBeNull();
  });
});

describe('the outbox', () => {
  it('shows what would have gone out, sealed words only where everybody is invented', async () => {
    await queue({ purpose: 'code', words: 'Your code is 482913' });
    await queue({ words: 'A promise was kept' }, later(1));
    await sendDue({ ...sending(), adapters: [outbox()] }, later(1));
    const read = (showSealed: boolean) => db.read({ placeId }, (tx) => readOutbox(tx, sealer, placeId, { showSealed }));
    const [promise, code] = await read(false);
    expect([promise!.body?.slice(0, 18), promise!.address, code!.body]).toEqual(['A promise was kept', null, null]);
    expect((await read(true))[1]).toMatchObject({ address: 'mary@example.org', subject: 'About your bench' });
    expect((await read(true))[1]!.body).toContain('482913');
    const t = translator(createCatalogue([platformWords()]), 'en');
    expect(fateSentence(promise!, t)).toContain('Kept in the outbox');
  });

  it('forgets codes once they are worth nothing and words after three months, and keeps what became of them', async () => {
    const code = await queue({ purpose: 'code', expiresAt: later(1) });
    const promise = await queue();
    await sendDue(sending(), morning);
    const forget = (now: Date) => db.write({ placeId }, (tx) => forgetMessages(tx, placeId, now));
    expect(await forget(later(2))).toBe(1);
    expect(await forget(later(24 * 91))).toBe(1);
    const shown = await db.read({ placeId }, (tx) => readOutbox(tx, sealer, placeId, { showSealed: true }));
    expect(shown.map(({ address, body, state }) => [address, body, state])).toEqual([
      [null, null, 'sent'],
      [null, null, 'sent'],
    ]);
    expect(shown.map(({ id }) => id).sort()).toEqual([code.id, promise.id].sort());
  });
});

describe('a signed call', () => {
  it('is taken once', async () => {
    const note = () => db.write({ placeId }, (tx) => noteCall(tx, placeId, 'text', 'msg_1', morning));
    expect([await note(), await note()]).toEqual([true, false]);
  });
});
