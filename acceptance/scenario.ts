import type { World, WorldOptions } from '@upwell/app/testing.ts';

/** One executable case: what named people do over HTTP, and what must be true then. It fails by throwing. */
export interface Scenario {
  id: string;
  /** Given, when, and what must be true then, a sentence each. */
  given: string;
  when: string;
  must: string;
  world?: WorldOptions;
  run(world: World): Promise<void>;
}

export const scenario = (scenario: Scenario): Scenario => scenario;
