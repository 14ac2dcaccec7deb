import { movableClock } from '@upwell/platform/clock';
import { type TestDatabase, testDatabase } from '@upwell/platform/database/testing';
import { done } from '@upwell/platform/outcome';
import { v7 } from 'uuid';
import { createAccounts } from './create.ts';
import type { AccountPlace, AccountsConfig, CodeMessage, Cookies, Visit } from './model.ts';

/** A browser for tests: it keeps cookies as a browser would, and stands at one network address. */
export class TestBrowser {
  readonly place: AccountPlace;
  readonly network: string;
  readonly jar = new Map<string, string>();

  constructor(place: AccountPlace, network = '203.0.113.7') {
    this.place = place;
    this.network = network;
  }

  /** What it would send now, together with what a form says. */
  with<T extends object>(form: T): Visit & T {
    return { place: this.place, cookies: this.cookies, network: this.network, userAgent: 'Test Browser', ...form };
  }

  get cookies(): Cookies {
    return Object.fromEntries(this.jar);
  }

  keep({ setCookies }: { setCookies: string[] }): void {
    for (const line of setCookies) {
      const [, name, value] = /^([^=]+)=([^;]*)/.exec(line)!;
      if (/max-age=0(;|$)/i.test(line)) this.jar.delete(name!);
      else this.jar.set(name!, decodeURIComponent(value!));
    }
  }
}

export const testPlace = (more: Partial<AccountPlace> = {}): AccountPlace => ({
  id: v7(),
  origin: 'https://north.example',
  name: 'North',
  demo: false,
  ...more,
});

/** Accounts on a fresh database with a clock that can be moved and messages that can be read. */
export async function testWorld(config: Partial<AccountsConfig> = {}) {
  const database: TestDatabase = await testDatabase();
  const clock = movableClock(new Date());
  const sent: CodeMessage[] = [];
  const create = (more: Partial<AccountsConfig> = {}) =>
    createAccounts({
      db: database.db,
      clock,
      config: { secret: 'only for tests, only for tests, only', demo: false, ...config, ...more },
      sendCode: async (_tx, message) => {
        sent.push(message);
        return done(null);
      },
    });
  const accounts = create();
  const north = testPlace();
  return {
    database,
    db: database.db,
    clock,
    sent,
    accounts,
    create,
    north,
    south: testPlace({ origin: 'https://south.example', name: 'South' }),
    /** The newest message to an address. */
    messageTo: (address: string): CodeMessage => {
      const found = sent.findLast((message) => message.address === address);
      if (!found) throw new Error(`Nothing was sent to ${address}`);
      return found;
    },
    /** Somebody signed in by e-mail. */
    signIn: async (address: string, place: AccountPlace = north, browser = new TestBrowser(place)) => {
      const started = await accounts.startEmail(browser.with({ address, lang: 'en' }));
      if (!started.ok) throw new Error(JSON.stringify(started));
      browser.keep(started.value);
      const code = sent.findLast((message) => message.address === address)!.code;
      const arrival = await accounts.finishEmailCode(browser.with({ code }));
      if (!arrival.ok) throw new Error(JSON.stringify(arrival));
      browser.keep(arrival.value);
      return { browser, arrival: arrival.value };
    },
  };
}

export type World = Awaited<ReturnType<typeof testWorld>>;
