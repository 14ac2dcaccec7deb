import { everyone, type RoleName, signedInRoles } from '@upwell/platform/access';
import type { BrowserVisit } from '@upwell/platform/http/testing';
import { type FormAt, fillEverything, fillIn, type Slot } from './fill.ts';

/** Who may come upon words that were typed somewhere: exactly these roles, or these at most. */
export interface Audience {
  roles: readonly RoleName[];
  exactly: boolean;
}

/** Words nobody else would write, typed into one field; found again wherever they got to. */
export interface Canary {
  /** As it is looked for, in small letters. */
  token: string;
  where: string;
  audience: Audience;
}

const atMost = (roles: readonly RoleName[]): Audience => ({ roles, exactly: false });

/** What each answer to 'who may see this' promises. Anything narrower than members is for nobody but the staff who keep it. */
const promised: Record<string, Audience> = {
  public: { roles: everyone, exactly: true },
  members: { roles: signedInRoles, exactly: true },
  circle: atMost(['host', 'moderator', 'connector', 'decider', 'funder', 'publisher', 'organiser', 'owner']),
  confidential: atMost(['host', 'moderator', 'connector', 'decider', 'funder', 'publisher', 'organiser', 'owner']),
};

/** Fields that are for less than everybody, whatever their form. The owner is who fills them in. */
const narrower: Record<string, Audience> = {
  'ground.say-needs needs': atMost(['owner']),
  'ground.edit-me languages': atMost(['owner']),
};

/** Where words are kept for exactly those they were shared with, so that all of these see them. */
const shownTo = new Set(['listen.takeDown words']);

export const isSharing = (options: readonly string[]) =>
  options.includes('public') && options.some((option) => option in promised && option !== 'public');

function audienceOf({ at, field, kind }: Slot, sharing: string | undefined): Audience {
  const where = `${at.route?.name} ${field}`;
  if (kind === 'email') return atMost(at.action.startsWith('/me/') ? ['owner'] : []);
  const narrow = narrower[where];
  if (narrow) return narrow;
  const audience = sharing === undefined ? undefined : promised[sharing];
  return audience ? { ...audience, exactly: audience.exactly && shownTo.has(where) } : atMost(everyone);
}

/** Fills in every form of a place as its owner, every way of sharing once, with a canary in every field of words. */
export async function plant(
  owner: BrowserVisit,
  flock: string,
  rounds = 3,
): Promise<{ canaries: Canary[]; taken: number }> {
  const canaries: Canary[] = [];
  let taken = 0;
  const fill = async (at: FormAt, sharing?: string) => {
    let offered: readonly string[] = [];
    const mine: Canary[] = [];
    const attempt = await fillIn(
      owner,
      at,
      (slot) => {
        const token = `canary-${flock}-${String(canaries.length + mine.length).padStart(4, '0')}`;
        mine.push({
          token,
          where: `${at.route?.name} ${slot.field}${sharing ? `, ${sharing}` : ''}`,
          audience: audienceOf(slot, sharing),
        });
        return slot.kind === 'email' ? `${token}@example.org` : token.toUpperCase();
      },
      (_field, options) => {
        if (isSharing(options)) {
          offered = options;
          return sharing ?? 'public';
        }
        return options.includes('email') && options.includes('none') ? 'email' : undefined;
      },
    );
    // Every token was used up, also where the form was not taken: none is ever given twice.
    const kept = attempt?.accepted ? mine : mine.map((canary) => ({ ...canary, audience: atMost([]) }));
    canaries.push(
      ...(sharing === undefined && offered.length > 0
        ? kept.map((canary) => ({ ...canary, audience: narrowed(canary.audience) }))
        : kept),
    );
    if (attempt?.accepted) taken += 1;
    return { attempt, offered };
  };
  await fillEverything(
    owner,
    async (at) => {
      const { attempt, offered } = await fill(at);
      const others = [];
      for (const sharing of offered) others.push((await fill(at, sharing)).attempt);
      return [attempt, ...others];
    },
    { rounds, perShape: 2 },
  );
  return { canaries, taken };
}

const narrowed = (audience: Audience): Audience => ({ ...audience, exactly: false });
