import { others } from './others.ts';
import type { Performer } from './performer.ts';
import { theShift } from './the-shift.ts';

/** Who lives in the story. */
export interface Cast {
  maud: string;
  jean: string;
  asif: string;
  wen: string;
  owain: string;
}

/** What happened in Sandholme Bay: one story all the way, others on their way, one that waits too long. */
export async function tellStory(demo: Performer): Promise<void> {
  demo.daysAgo(265);
  const cast: Cast = {
    maud: await demo.person('Maud', { name: 'First organiser', power: 'own' }),
    jean: await demo.person('Jean', { name: 'Host at the hospital', power: 'host' }),
    asif: await demo.person('Asif', { name: 'Community connector', power: 'connect' }),
    wen: await demo.person('Wen', { name: 'Seat at the table, with a vote', power: 'decide' }),
    owain: await demo.person('Owain', { name: 'Looks after the small fund', power: 'fund' }),
  };
  await demo.person('Bronwen');
  await theShift(demo, cast);
  await others(demo, cast);
}
