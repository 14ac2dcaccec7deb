import { openWorld, type PersonVisit, type World } from '@upwell/app/testing.ts';
import type { TestDatabase } from '@upwell/platform/database/testing';
import { testDatabase } from '@upwell/platform/database/testing';
import { sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';

let database: TestDatabase;
let world: World;
let funder: PersonVisit;
beforeAll(async () => {
  database = await testDatabase();
  world = await openWorld(database);
  funder = await world.person('Moira', 'fund');
});
afterAll(async () => {
  expect(world.faults).toEqual([]);
  await world.close();
});

const plain = {
  name: 'Small sparks',
  purpose: 'Small things that bring people together',
  total: '£10,000',
  least: '500',
  most: '2,500.00',
  holder: 'Action Together',
  decider: 'The street panel',
  askMinutes: '5',
  reportMinutes: '5',
};
const openFund = async (typed: Record<string, string> = {}): Promise<string> => {
  await funder.visit('/funds/new');
  await funder.submit({ ...plain, ...typed });
  expect(funder.answer.status).toBe(200);
  return /\/funds\/([0-9a-f-]{36})/.exec(funder.answer.path)?.[1] as string;
};
const award = {
  to: 'Knit & Natter',
  standing: 'informal',
  host: 'The chapel',
  forWhat: 'Wool and tea',
  amount: '2500',
};
const makeAward = async (fundId: string, typed: Record<string, string> = {}): Promise<string> => {
  await funder.visit(`/funds/${fundId}/awards/new`);
  await funder.submit({ ...award, ...typed });
  return /\/awards\/([0-9a-f-]{36})/.exec(funder.answer.path)?.[1] as string;
};
const addLine = async (awardId: string, kind: string, amount: string) => {
  await funder.visit(`/awards/${awardId}/lines/new`);
  return await funder.submit({ kind, amount });
};

describe('a fund', () => {
  it('shows everybody what it is for, who decides, and how little it asks', async () => {
    const id = await openFund();
    const visitor = world.visitor();
    await visitor.visit(`/funds/${id}`);
    expect(visitor.text).toMatch(/Decides\s*The street panel/);
    expect(visitor.text).toContain('£500 to £2,500');
    expect(visitor.text).toContain('that is 20 minutes at the smallest award');
    await visitor.visit('/money');
    expect(visitor.text).toContain('Small sparks');
  });

  it('cannot open when its forms ask more than its cap, and keeps what was typed', async () => {
    await funder.visit('/funds/new');
    await funder.submit({ ...plain, askMinutes: '600', name: 'Heavy fund' });
    expect(funder.answer.status).toBe(400);
    expect(funder.text).toContain('1210 minutes for each £1,000'.replace('1210', '1,210'));
    expect(funder.page.querySelector('[name=name]')?.getAttribute('value')).toBe('Heavy fund');
  });

  it('cannot end without somebody to go on', async () => {
    await funder.visit('/funds/new');
    await funder.submit({ ...plain, endsOn: '2027-03-31' });
    expect(funder.answer.status).toBe(400);
    expect(funder.text).toContain('Write who goes on when the fund ends');
  });

  it('is closed with a public reason and promises nothing more', async () => {
    const id = await openFund();
    await funder.visit(`/funds/${id}/close`);
    await funder.submit({ because: 'The first year is over; Action Together runs the next.' });
    expect(funder.text).toContain('The first year is over');
    await funder.visit(`/funds/${id}/awards/new`);
    await funder.submit(award);
    expect(funder.answer.status).toBe(409);
    await world.visitor().visit(`/thread/${id}/history`);
  });
});

describe('an award', () => {
  it('goes to a group without papers when somebody holds the money for it', async () => {
    const fundId = await openFund();
    await makeAward(fundId, { host: '' });
    expect(funder.answer.status).toBe(400);
    expect(funder.text).toContain('Write who holds the money for them');
    const id = await makeAward(fundId, { amount: '1,250.50' });
    const visitor = world.visitor();
    await visitor.visit(`/awards/${id}`);
    expect(visitor.title).toBe('£1,250.50 for Knit & Natter');
    expect(visitor.text).toContain('The chapel holds the money for them');
  });

  it('says the limits before and refuses outside of them', async () => {
    const fundId = await openFund();
    await funder.visit(`/funds/${fundId}/awards/new`);
    expect(funder.text).toContain('From £500 to £2,500. There is £10,000 left in the fund.');
    await funder.submit({ ...award, amount: '2600' });
    expect(funder.answer.status).toBe(400);
    expect(funder.text).toContain('An award from this fund is from £500 to £2,500');
  });

  it('stands on the thread between its fund and what it pays for, and only there', async () => {
    const fundId = await openFund();
    await funder.visit(`/funds/${fundId}/awards/new?for=${fundId}`);
    await funder.submit(award);
    expect(funder.answer.status, 'a fund is nothing an award can pay for').toBe(404);
    const id = await makeAward(fundId);
    await funder.visit(`/thread/${id}`);
    expect(funder.text).toContain('Small sparks');
  });

  it('is made once, however often the same form is sent', async () => {
    const fundId = await openFund();
    const path = `/funds/${fundId}/awards/new`;
    await funder.visit(path);
    const fields = funder
      .fieldsOf(funder.form(), award)
      .map(([name, value]): [string, string] => [name, String(value)]);
    const body = new URLSearchParams(fields).toString();
    const headers = { 'content-type': 'application/x-www-form-urlencoded' };
    const sent = await Promise.all(
      [1, 2, 3].map(() => funder.ask(path, { method: 'POST', body, headers, follow: false })),
    );
    expect(sent.some(({ status }) => status === 303)).toBe(true);
    const fund = JSON.parse((await world.visitor().visit(`/api/funds/${fundId}`)).body) as { awards: unknown[] };
    expect(fund.awards).toHaveLength(1);
  });

  it.each(['12.5', 'lots', '-500', '1e3', '٥٠٠', '', '9'.repeat(40)])(
    'asks again for money that is none: %j',
    async (amount) => {
      const fundId = await openFund();
      await makeAward(fundId, { amount });
      expect(funder.answer.status).toBe(400);
      expect(funder.page.querySelector('[name=to]')?.getAttribute('value')).toBe('Knit & Natter');
    },
  );

  it('is not made by somebody without the power', async () => {
    const fundId = await openFund();
    const host = await world.person('Asha', 'host');
    expect((await host.visit(`/funds/${fundId}/awards/new`)).status).toBe(403);
    expect((await world.visitor().visit('/funds/new')).status).toBe(401);
  });

  it('is twenty times at once never more than the fund holds', async () => {
    const fundId = await openFund();
    const people = [funder, ...(await Promise.all([1, 2, 3].map((n) => world.person(`Funder ${n}`, 'fund'))))];
    const requests: Promise<unknown>[] = [];
    for (let n = 0; n < 20; n += 1) {
      const person = people[n % people.length] as PersonVisit;
      await person.visit(`/funds/${fundId}/awards/new`);
      const form = person.form();
      const body = new URLSearchParams(
        person
          .fieldsOf(form, { ...award, to: `Group ${n}`, amount: '2500' })
          .map(([name, value]) => [name, String(value)]),
      ).toString();
      requests.push(
        person.ask(`/funds/${fundId}/awards/new`, {
          method: 'POST',
          body,
          follow: false,
          headers: { 'content-type': 'application/x-www-form-urlencoded' },
        }),
      );
    }
    const answers = (await Promise.all(requests)) as { status: number }[];
    expect(answers.filter(({ status }) => status === 303)).toHaveLength(4);
    expect(answers.filter(({ status }) => status === 400)).toHaveLength(16);
    const { body } = await world.visitor().visit(`/api/funds/${fundId}`);
    const fund = JSON.parse(body) as { leftPence: number; awards: unknown[]; pence: { promised: number } };
    expect(fund.leftPence).toBe(0);
    expect(fund.awards).toHaveLength(4);
    expect(fund.pence.promised).toBe(1_000_000);
  });
});

describe('the ledger', () => {
  it('takes no payment over the promise and no spending over the payment', async () => {
    const id = await makeAward(await openFund());
    expect((await addLine(id, 'spent', '1')).status).toBe(400);
    expect(funder.text).toContain('Only £0 is paid and not spent yet');
    expect((await addLine(id, 'paid', '2500.01')).status).toBe(400);
    expect((await addLine(id, 'paid', '2500')).status).toBe(200);
    expect((await addLine(id, 'spent', '750')).status).toBe(200);
    expect(funder.text).toContain('£1,750 is paid and not spent yet');
    expect((await addLine(id, 'returned', '1750.01')).status).toBe(400);
  });

  it('puts a wrong line right with another, and both stay', async () => {
    const id = await makeAward(await openFund());
    await addLine(id, 'paid', '2000');
    const [, wrong] = funder.page.querySelectorAll('a').filter(({ text }) => text === 'put right');
    await funder.visit(wrong?.getAttribute('href') as string);
    await funder.submit({ amount: '1,500', because: 'The bank statement says so' });
    expect(funder.answer.status).toBe(200);
    expect(funder.text).toContain('£2,000');
    expect(funder.text).toContain('-£500');
    expect(funder.text).toContain('The bank statement says so');
    expect(funder.text).toContain('£1,500 is paid and not spent yet');
    await funder.visit(`/thread/${id}/history`);
    expect(funder.text).toContain('£2,000 became £1,500');
  });

  it('is downloaded whole, and no cell of it can run', async () => {
    const fundId = await openFund();
    await makeAward(fundId, { to: '=HYPERLINK("http://x.example")' });
    const file = await world.visitor().visit(`/api/funds/${fundId}/ledger.csv`);
    expect(file.headers['content-type']).toContain('text/csv');
    expect(file.headers['content-disposition']).toContain('.csv');
    expect(file.body.split('\r\n')).toHaveLength(3);
    expect(file.body).toContain(`"'=HYPERLINK(`);
  });

  it('cannot be changed, nor made untrue, by whoever writes past the actions', async () => {
    const id = await makeAward(await openFund());
    const scope = { placeId: world.placeId };
    await expect(
      database.db.write(scope, (tx) => sql`update ledger_line set pence = 1 where award_id = ${id}`.execute(tx)),
    ).rejects.toThrow(/permission denied/);
    await expect(
      database.db.write(scope, (tx) =>
        sql`insert into ledger_line (place_id, id, award_id, fund_id, kind, pence, day, by_words, made_at)
            select place_id, gen_random_uuid(), award_id, fund_id, 'paid', pence + 1, day, by_words, made_at
            from ledger_line where award_id = ${id}`.execute(tx),
      ),
    ).rejects.toThrow(/would not add up/);
  });

  it('knows no line of another award', async () => {
    const fundId = await openFund();
    const [one, other] = [await makeAward(fundId), await makeAward(fundId)];
    await funder.visit(`/awards/${one}`);
    const link = funder.page
      .querySelectorAll('a')
      .find(({ text }) => text === 'put right')
      ?.getAttribute('href') as string;
    expect((await funder.visit(link)).status).toBe(200);
    expect((await funder.visit(link.replace(one, other))).status).toBe(404);
  });
});
