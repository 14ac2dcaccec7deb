import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { calendarOf, momentOf } from './calendar.ts';
import { readInputs, readPromises } from './form-rows.ts';
import { takePower } from './locked-power.ts';
import { aheadOf, involvementOf, linesOf, overdueFirst, publicCount, sessionDays, standingOf } from './model.ts';
import { readMark } from './page-mark.ts';

describe('the involvement statement', () => {
  it('says that nobody spoke for themselves when only a council and a charity were heard', () => {
    const { noDirect, bySource } = involvementOf([
      { source: 'council', number: 1 },
      { source: 'charity', number: null },
    ]);
    expect(noDirect).toBe(true);
    expect(bySource.map(({ source }) => source)).toEqual(['council', 'charity']);
  });

  it('counts nobody twice and adds the same source up', () => {
    const { noDirect, bySource } = involvementOf([
      { source: 'direct', number: 4 },
      { source: 'direct', number: 3 },
      { source: 'direct', number: null },
    ]);
    expect(noDirect).toBe(false);
    expect(bySource).toEqual([{ source: 'direct', counted: 7, uncounted: 1 }]);
  });

  it('takes no count of nobody for a voice', () => {
    expect(involvementOf([{ source: 'direct', number: 0 }])).toEqual({ bySource: [], noDirect: true, nothing: true });
  });

  it('is never lifted by any number of others speaking for people', () => {
    const others = fc.record({
      source: fc.constantFrom('group', 'council', 'charity', 'professional'),
      number: fc.option(fc.integer({ min: 1, max: 10_000 })),
    }) as fc.Arbitrary<{ source: 'group'; number: number | null }>;
    fc.assert(fc.property(fc.array(others), (inputs) => involvementOf(inputs).noDirect));
  });
});

describe('the level of power', () => {
  const promised = (power: 'told' | 'together', id = 'one') =>
    ({ id, power }) as Parameters<typeof takePower>[0][number];

  it('is what people were promised when they took part', () => {
    expect(takePower([promised('together')], null)).toEqual({ power: 'together', conversationId: 'one' });
    expect(takePower([promised('together')], 'together')).toEqual({ power: 'together', conversationId: 'one' });
  });

  it('can be neither raised nor lowered afterwards', () => {
    expect(takePower([promised('told')], 'community')).toMatchObject({ ok: false, code: 'locked' });
    expect(takePower([promised('together')], 'told')).toMatchObject({ ok: false, code: 'locked' });
  });

  it('cannot be taken from two promises that differ', () => {
    expect(takePower([promised('told'), promised('together', 'two')], null)).toMatchObject({
      ok: false,
      code: 'locked',
    });
  });

  it('is chosen only where nobody took part', () => {
    expect(takePower([], 'advise')).toEqual({ power: 'advise', conversationId: null });
    expect(takePower([], null)).toMatchObject({ ok: false, code: 'invalid' });
  });
});

describe('promises', () => {
  it('slip by themselves the day after they were due, and not before', () => {
    expect(standingOf({ state: 'open', dueOn: '2026-04-01' }, '2026-04-01')).toBe('open');
    expect(standingOf({ state: 'open', dueOn: '2026-04-01' }, '2026-04-02')).toBe('slipped');
    expect(standingOf({ state: 'handed-on', dueOn: '2026-04-01' }, '2026-04-02')).toBe('slipped');
  });

  it('stay kept or dropped whatever the day', () => {
    expect(standingOf({ state: 'kept', dueOn: '2026-04-01' }, '2027-01-01')).toBe('kept');
    expect(standingOf({ state: 'dropped', dueOn: '2026-04-01' }, '2027-01-01')).toBe('dropped');
  });
});

describe('papers', () => {
  it('are in time five days ahead and late at four', () => {
    expect(aheadOf('2026-03-15', '2026-03-20')).toEqual({ days: 5, late: false });
    expect(aheadOf('2026-03-16', '2026-03-20')).toEqual({ days: 4, late: true });
    expect(aheadOf('2026-03-20', '2026-03-20')).toEqual({ days: 0, late: true });
  });
});

describe('counts of members', () => {
  it('are never shown below five', () => {
    fc.assert(
      fc.property(fc.nat(2000), (n) => {
        const shown = publicCount(n);
        return n < 5 ? shown === null : shown === n;
      }),
    );
  });
});

describe('a panel', () => {
  it('meets six times, a fortnight apart', () => {
    expect(sessionDays('2021-06-01', 6, 14)).toEqual([
      '2021-06-01',
      '2021-06-15',
      '2021-06-29',
      '2021-07-13',
      '2021-07-27',
      '2021-08-10',
    ]);
  });

  it('sees the longest overdue answer first, then the order it recommended in', () => {
    const recommendation = (number: number, answerDue: string, answer: 'yes' | null = null) => ({
      number,
      answerDue,
      answer,
    });
    const listed = overdueFirst(
      [
        recommendation(1, '2026-05-01'),
        recommendation(2, '2026-04-03'),
        recommendation(3, '2026-04-01'),
        recommendation(4, '2026-03-01', 'yes'),
      ],
      '2026-04-10',
    );
    expect(listed.map(({ number }) => number)).toEqual([3, 2, 1, 4]);
  });
});

describe('rows of a form', () => {
  it('may be left empty, but not half empty', () => {
    expect(readInputs({})).toEqual([]);
    expect(readInputs({ who2: 'Town council' })).toMatchObject({
      fields: { source2: { key: 'decide.input.missing-source' } },
    });
    expect(readPromises({ promise1: 'A bench' }, '2026-03-01')).toMatchObject({
      fields: { owner1: { key: 'decide.commitment.missing-owner' }, due1: { key: 'decide.commitment.missing-due' } },
    });
    expect(readPromises({ promise1: 'A bench', owner1: 'Parks', due1: '2026-02-01' }, '2026-03-01')).toMatchObject({
      fields: { due1: { key: 'error.in-past' } },
    });
  });

  it('read one option for each line, without bullets', () => {
    expect(linesOf(' • As now\n\n- At weekends \n')).toEqual(['As now', 'At weekends']);
  });
});

describe('where a list goes on', () => {
  it('is a day that can be and a record, or nothing at all', () => {
    const id = '0198c0de-0000-7000-8000-000000000000';
    expect(readMark(undefined)).toBeNull();
    expect(readMark(`2026-02-28_${id}`)).toEqual({ day: '2026-02-28', id });
    for (const wrong of [`2026-02-31_${id}`, `2026-99-99_${id}`, `0000-01-01_${id}`, 'nonsense', ''])
      expect(readMark(wrong)).toBe('wrong');
  });
});

describe('the calendar', () => {
  it('knows winter and summer time', () => {
    expect(momentOf('2026-03-20', '14:30', 'Europe/London').toISOString()).toBe('2026-03-20T14:30:00.000Z');
    expect(momentOf('2026-07-01', '14:30', 'Europe/London').toISOString()).toBe('2026-07-01T13:30:00.000Z');
    expect(momentOf('2026-03-29', '00:30', 'Europe/London').toISOString()).toBe('2026-03-29T00:30:00.000Z');
  });

  it('folds long lines and escapes what would end a field (RFC 5545)', () => {
    const file = calendarOf(
      {
        id: '0198',
        title: 'Waiting lists; what next?',
        body: 'Bwrdd Gofal',
        groupId: null,
        heldOn: '2026-07-01',
        startsAt: '18:00',
        minutes: 90,
        venue: 'Llyfrgell, Ffordd yr Harbwr',
        link: null,
        phone: '01632 960 177',
        about: null,
        challenges: '0199',
        recording: null,
      },
      {
        timeZone: 'Europe/London',
        url: 'https://place.example/meetings/0198',
        described: 'ŵ'.repeat(200),
        now: new Date(0),
      },
    );
    expect(file).toContain('SUMMARY:Bwrdd Gofal: Waiting lists\\; what next?\r\n');
    expect(file).toContain('LOCATION:Llyfrgell\\, Ffordd yr Harbwr\r\n');
    expect(file).toContain('DTSTART:20260701T170000Z\r\nDTEND:20260701T183000Z\r\n');
    for (const line of file.split('\r\n')) expect(Buffer.byteLength(line)).toBeLessThanOrEqual(75);
    expect(file.replaceAll('\r\n ', '')).toContain('ŵ'.repeat(200));
  });
});
