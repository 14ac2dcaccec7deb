/** How much say people have, fixed before anybody takes part. From being told to deciding alone. */
export const powerLevels = ['told', 'consulted', 'advise', 'together', 'community'] as const;
export type PowerLevel = (typeof powerLevels)[number];

export const conversationKinds = ['open', 'event', 'call', 'panel', 'statements', 'survey', 'talk', 'room'] as const;
export type ConversationKind = (typeof conversationKinds)[number];

/** Whose voice an input is (GO07). Only 'direct' is the community itself. */
export const sources = ['direct', 'group', 'council', 'charity', 'professional'] as const;
export type Source = (typeof sources)[number];

export const channels = ['web', 'phone', 'paper', 'text', 'in-person', 'voice', 'import'] as const;
export type Channel = (typeof channels)[number];
/** Channels somebody may choose when taking words down for another. */
export const takenDownBy = ['in-person', 'phone', 'paper', 'text', 'voice'] as const;

export const sharings = ['public', 'members', 'confidential'] as const;
export type Sharing = (typeof sharings)[number];

/** What a conversation may be for, given how far the decision is: once it is made, people can only be told (S47). */
export const mayAsk = (stage: 'before-decision' | 'decided', purpose: 'say' | 'know'): boolean =>
  stage === 'before-decision' || purpose === 'know';

/** The longest a reply may be promised for, in days. Ours, settable one day per place. */
export const LONGEST_PROMISE_DAYS = 366;
/** When words said outside any conversation are answered, in days. */
export const STANDING_PROMISE_DAYS = 28;

export const addDays = (day: string, days: number): string =>
  new Date(Date.parse(`${day}T00:00:00Z`) + days * 86_400_000).toISOString().slice(0, 10);
