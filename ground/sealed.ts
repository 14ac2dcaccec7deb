import type { Tx } from '@upwell/platform/database';
import type { Sealer } from '@upwell/platform/seal';

interface Whose {
  placeId: string;
  personId: string;
}

const context = ({ placeId, personId }: Whose) => `person.access_needs:${placeId}:${personId}`;

/** Keeps what somebody needs to take part. */
export const sealNeeds = (tx: Tx, sealer: Sealer, whose: Whose, needs: string) =>
  tx
    .updateTable('person')
    .set({ access_needs_sealed: sealer.seal(needs, context(whose)) })
    .where('id', '=', whose.personId)
    .execute();

export const forgetNeeds = (tx: Tx, { personId }: Whose) =>
  tx.updateTable('person').set({ access_needs_sealed: null }).where('id', '=', personId).execute();

/** Opens them, for the person or whoever they have shown them to. The caller has checked that. */
export async function needsOf(tx: Tx, sealer: Sealer, whose: Whose): Promise<string | null> {
  const row = await tx
    .selectFrom('person')
    .select('access_needs_sealed')
    .where('id', '=', whose.personId)
    .executeTakeFirst();
  return row?.access_needs_sealed ? sealer.openText(row.access_needs_sealed, context(whose)) : null;
}

const contactContext = ({ placeId, personId }: Whose) => `person.contact:${placeId}:${personId}`;

/** How to reach somebody who has no account, as they gave it. */
export interface Contact {
  email?: string;
  phone?: string;
  address?: string;
}

export const sealContact = (tx: Tx, sealer: Sealer, whose: Whose, contact: Contact) =>
  tx
    .updateTable('person')
    .set({ contact_sealed: sealer.seal(JSON.stringify(contact), contactContext(whose)) })
    .where('id', '=', whose.personId)
    .execute();

/** Opens it, for sending what the person asked for. Never for a page. */
export async function contactOf(tx: Tx, sealer: Sealer, whose: Whose): Promise<Contact | null> {
  const row = await tx
    .selectFrom('person')
    .select('contact_sealed')
    .where('id', '=', whose.personId)
    .executeTakeFirst();
  return row?.contact_sealed
    ? (JSON.parse(sealer.openText(row.contact_sealed, contactContext(whose))) as Contact)
    : null;
}
