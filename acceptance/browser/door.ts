import type { Power } from '@upwell/platform/access';
import type { PageOfSurface } from './pages-of-surfaces.ts';

/** Where the process of the worlds is, for every worker of the browser. */
export const doorVariable = 'UPWELL_BROWSER_WORLDS';

/** What can be asked of a world in the other process. A world is made when it is first asked for. */
export interface Ask {
  /** Its name; worlds of one name are one world. */
  world: string;
  begins: 'place' | 'demo' | 'empty';
  wish:
    | { is: 'address' }
    | { is: 'drain' }
    | { is: 'day'; day: string }
    | { is: 'person'; nickname: string; power?: Power }
    | { is: 'claim' }
    | { is: 'samples'; pages: PageOfSurface[] }
    | { is: 'faults' };
}

export type Cookies = Record<string, string>;

/** Where every page is, by its name. */
export interface Samples {
  visitor: Record<string, string>;
  owner: Record<string, string>;
  /** Cookies of the owner they were found as. */
  cookies: Cookies;
}

/** One world, reached from the browser's side. */
export class WorldDoor {
  readonly #world: string;
  readonly #begins: Ask['begins'];

  constructor(world: string, begins: Ask['begins']) {
    this.#world = world;
    this.#begins = begins;
  }

  async #wish<T>(wish: Ask['wish']): Promise<T> {
    const ask: Ask = { world: this.#world, begins: this.#begins, wish };
    const reply = await fetch(process.env[doorVariable] as string, { method: 'POST', body: JSON.stringify(ask) });
    const { value, error } = (await reply.json()) as { value: T; error?: string };
    if (error) throw new Error(error);
    return value;
  }

  address(): Promise<string> {
    return this.#wish({ is: 'address' });
  }

  /** Runs everything that is due: events, messages, seals. */
  drain(): Promise<void> {
    return this.#wish({ is: 'drain' });
  }

  toDay(day: string): Promise<void> {
    return this.#wish({ is: 'day', day });
  }

  /** A new person, signed in: the cookies of their browser. */
  person(nickname: string, power?: Power): Promise<Cookies> {
    return this.#wish({ is: 'person', nickname, ...(power && { power }) });
  }

  /** Somebody who has given the one-time owner code of the first start. */
  claim(): Promise<Cookies> {
    return this.#wish({ is: 'claim' });
  }

  samples(pages: PageOfSurface[]): Promise<Samples> {
    return this.#wish({ is: 'samples', pages });
  }

  /** Faults of ours (500) since the last time this was asked. */
  faults(): Promise<string[]> {
    return this.#wish({ is: 'faults' });
  }
}
