/**
 * The powers a role can carry. They are few and speak of what people do in a place, not of screens.
 * `own` and `organise` imply the rest, `own` also implies `organise`.
 */
export const powers = ['own', 'organise', 'host', 'moderate', 'connect', 'decide', 'fund', 'publish'] as const;
export type Power = (typeof powers)[number];

export const isPower = (word: string): word is Power => (powers as readonly string[]).includes(word);

const all: readonly Power[] = powers;
const allButOwn: readonly Power[] = powers.filter((power) => power !== 'own');

/** Every power that comes with one power. */
export const impliedBy = (power: Power): readonly Power[] =>
  power === 'own' ? all : power === 'organise' ? allButOwn : [power];
