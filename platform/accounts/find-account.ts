import type { Tx } from '@upwell/platform/database';
import { done, type Outcome, refuse, refuseField } from '@upwell/platform/outcome';
import { sql } from 'kysely';
import { standingOn } from './dialect.ts';
import { placeholderAddress } from './engine.ts';
import type { AccountPlace, Channel } from './model.ts';
import type { Workshop } from './workshop.ts';

export interface Found {
  accountId: string;
  newAccount: boolean;
}

/** The account of a proved address or number; made when there is none. */
export async function accountFor(
  tx: Tx,
  shop: Workshop,
  place: AccountPlace,
  channel: Channel,
  address: string,
): Promise<Found> {
  await oneAtATime(tx, address);
  const known = channel === 'email' ? await byEmail(tx, shop, place, address) : await byPhone(tx, address);
  if (known) return { accountId: known, newAccount: false };
  const accountId = await createAccount(tx, shop, place, channel === 'email' ? address : null);
  if (channel === 'phone') await setPhone(tx, accountId, address, shop.clock.now());
  return { accountId, newAccount: true };
}

/** Adds a proved address or number to an account, in place of the one it had. */
export async function attach(
  tx: Tx,
  shop: Workshop,
  channel: Channel,
  address: string,
  accountId: string,
): Promise<Outcome<null>> {
  await oneAtATime(tx, address);
  const owner =
    channel === 'email'
      ? (await tx.selectFrom('account').select('id').where('email', '=', address).executeTakeFirst())?.id
      : await byPhone(tx, address);
  if (owner && owner !== accountId) return refuse('conflict', { problem: { key: 'accounts.address.taken' } });
  const now = shop.clock.now();
  if (channel === 'phone') await setPhone(tx, accountId, address, now);
  else
    await tx
      .updateTable('account')
      .set({ email: address, email_proved: true, updated_at: now })
      .where('id', '=', accountId)
      .execute();
  return done(null);
}

/** An account without any address yet, or with a proved e-mail address. */
export async function createAccount(
  tx: Tx,
  shop: Workshop,
  place: AccountPlace,
  email: string | null,
): Promise<string> {
  return await standingOn({ tx }, async () => {
    const { internalAdapter } = await shop.engine(place).$context;
    const { id } = await internalAdapter.createUser(
      { email: email ?? placeholderAddress(), emailVerified: email !== null, name: '' },
      { method: email ? 'email-otp' : 'phone-number' },
    );
    return id;
  });
}

async function byEmail(tx: Tx, shop: Workshop, place: AccountPlace, email: string): Promise<string | null> {
  return await standingOn({ tx }, async () => {
    const { internalAdapter } = await shop.engine(place).$context;
    return (await internalAdapter.findUserByEmail(email))?.user.id ?? null;
  });
}

async function byPhone(tx: Tx, phone: string): Promise<string | null> {
  const row = await tx.selectFrom('account_phone').select('account_id').where('phone', '=', phone).executeTakeFirst();
  return row?.account_id ?? null;
}

async function setPhone(tx: Tx, accountId: string, phone: string, now: Date): Promise<void> {
  await tx
    .insertInto('account_phone')
    .values({ account_id: accountId, phone, proved_at: now })
    .onConflict((conflict) => conflict.column('account_id').doUpdateSet({ phone, proved_at: now }))
    .execute();
}

/** Two first sign-ins with one address at one instant make one account. */
const oneAtATime = async (tx: Tx, address: string): Promise<void> => {
  await sql`select pg_advisory_xact_lock(hashtextextended(${`account ${address}`}, 0))`.execute(tx);
};

/** What is said of every code that does not fit, whatever the reason. */
export const wrongCode = () => refuseField('code', 'accounts.code.wrong');

/** The same for passkeys. */
export const wrongPasskey = () => refuse('invalid', { problem: { key: 'accounts.passkey.wrong' } });
