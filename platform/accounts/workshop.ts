import type { Clock } from '@upwell/platform/clock';
import type { Database } from '@upwell/platform/database';
import type { Engine } from './engine.ts';
import type { AccountPlace, AccountsConfig, SendCode } from './model.ts';
import type { Keys } from './secrets.ts';

/** What every part of this room works with. */
export interface Workshop {
  db: Database;
  clock: Clock;
  config: Required<Pick<AccountsConfig, 'demo' | 'oidc' | 'sessionDays' | 'country' | 'smsCountries' | 'smsPerDay'>>;
  keys: Keys;
  sendCode: SendCode;
  /** Better Auth for a place, without providers: signing in by code never waits for somebody else's server. */
  engine(place: AccountPlace): Engine;
  /** The same with the place's OpenID Connect providers. */
  oidcEngine(place: AccountPlace): Promise<Engine>;
}
