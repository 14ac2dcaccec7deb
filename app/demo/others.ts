import { openActivity } from '@upwell/act';
import { addAsset } from '@upwell/connect';
import { makePromise } from '@upwell/decide';
import { ask, rate, signs } from '@upwell/grow';
import { openConversation, say } from '@upwell/listen';
import type { Performer } from './performer.ts';
import type { Cast } from './story.ts';

/** What else goes on: something open, something late, something that runs by itself. */
export async function others(demo: Performer, { jean, asif, maud, wen, owain }: Cast): Promise<void> {
  const { act, day, daysAgo } = demo;

  daysAgo(20);
  const { id: company } = await act(maud, openConversation, {
    question: 'Where should the £20,000 for company go?',
    about:
      'The Alliance has £20,000 to spend so that fewer people are on their own this winter. Six of its eleven seats are residents.',
    kind: 'open',
    stage: 'before-decision',
    purpose: 'say',
    canChange: 'All of it. The only thing that is fixed is the sum.',
    power: 'together',
    host: 'Sandholme Alliance',
    replyDue: day(40),
    closesOn: day(20),
  });
  for (const words of [
    'A bus home at nine, then people would stay for the singing.',
    'My mother has not left the flat since March. Somebody to knock.',
    'Not another leaflet.',
    'The library on a Sunday. It is warm and nobody asks why you are there.',
  ])
    await act(null, say, { conversation: company, words, sharing: 'public', tell: 'code' });

  daysAgo(75);
  const { id: reception } = await act(jean, openConversation, {
    question: 'What should a GP reception ask first?',
    kind: 'call',
    stage: 'before-decision',
    purpose: 'say',
    canChange: 'The first question, and who hears the answer.',
    power: 'advise',
    host: 'Three practices',
    replyDue: day(-12),
  });
  for (const words of [
    'Ask how I am before my date of birth.',
    'Say your own name first.',
    'Do not make me say it in front of the queue.',
  ])
    await act(null, say, { conversation: reception, words, sharing: 'public', tell: 'none' });

  daysAgo(90);
  await act(wen, makePromise, { promise: 'Lights on the sea wall path', owner: 'The council', dueOn: day(-52) });

  daysAgo(150);
  await act(maud, openActivity, {
    title: 'Singing in the lifeboat hall',
    happens: 'Anything anybody knows. Nobody is listening but the boat.',
    designedBy: 'Those who sing',
    designedHands: 'residents',
    ledBy: 'Those who sing',
    ledHands: 'residents',
    host: 'Jean',
    rhythmWords: 'Tuesdays at seven',
    rhythm: 'week',
    nextOn: day(2),
    starts: '19:00',
    venue: 'Lifeboat hall, Harbour',
    supports: ['free', 'step-free', 'lift'],
    stage: 'resident-run',
  });
  await act(maud, openActivity, {
    title: 'Mending table',
    happens: 'Bring what is broken. Somebody may know how. There is tea.',
    designedBy: 'Three neighbours',
    designedHands: 'residents',
    ledBy: 'Three neighbours and the library',
    ledHands: 'together',
    host: 'Ken',
    rhythmWords: 'Saturdays at ten',
    rhythm: 'week',
    nextOn: day(6),
    starts: '10:00',
    venue: 'Harbour library',
    supports: ['free', 'step-free'],
    room: '6',
    stage: 'shared',
  });

  daysAgo(140);
  for (const [kind, title, about] of [
    ['place', 'The lifeboat hall', 'Warm on weekday evenings. Forty chairs and a kettle that works.'],
    ['skill', 'Mending nets, and anything knotted', 'Two afternoons a week, on the harbour wall if it is dry.'],
    [
      'network',
      'The dog walkers of Top Road',
      'Eight in the morning and four in the afternoon. They notice who is not there.',
    ],
    ['outside', 'The Saturday run in the park', 'Not ours. Anybody may walk it.'],
  ])
    await act(asif, addAsset, { kind, title, about, visibility: 'public', agreed: 'yes' });

  daysAgo(30);
  const { id: round } = await act(maud, ask, { title: 'How are we doing together?', closesOn: day(30) });
  const neighbours = [];
  for (const name of ['Idris', 'Kasia', 'Samina', 'Tom', 'Mrs Okafor']) neighbours.push(await demo.person(name));
  const ratings: [rater: string, people: readonly (string | null)[], marks: readonly number[]][] = [
    ['organisers', [maud, jean, asif, wen, owain], [4, 5, 4, 4, 5]],
    ['residents', [null, null, null, null, null, null], [2, 3, 2, 1, 2, 3]],
    ['partners', neighbours, [3, 4, 3, 3, 4]],
  ];
  for (const [rater, people, marks] of ratings)
    for (const [index, personId] of people.entries())
      await act(
        personId,
        rate,
        {
          rater,
          ...Object.fromEntries(
            signs.map((sign, at) => [
              sign,
              rater === 'residents' && (index + at) % 6 === 5 ? 'not-sure' : String(marks[index]),
            ]),
          ),
        },
        { id: round },
      );
}
