import { logSession, openActivity } from '@upwell/act';
import { choosePriority, keepPromise, makePromise, recordDecision } from '@upwell/decide';
import { addLine, makeAward, openFund } from '@upwell/fund';
import { makeClaim } from '@upwell/learn';
import { addReading, gather, openConversation, say, takeDown } from '@upwell/listen';
import { reply, sayHeard } from '@upwell/thread';
import type { Performer } from './performer.ts';
import type { Cast } from './story.ts';

const spoken: readonly [words: string, channel: string, agrees: boolean][] = [
  ['I finish at half past three and there’s nothing till seven.', 'in-person', true],
  ['Nothing runs after the early shift.', 'in-person', true],
  ['Yoga at dinner time is for the offices.', 'in-person', true],
  ['Po rannej zmianie nie ma już nic.', 'text', true],
  ['Two buses and a toddler. If it’s not straight after work, forget it.', 'phone', true],
  ['I like the dinner hour ones. It breaks up the day.', 'paper', false],
  ['A walk by the sea wall would do me. No kit, no forms.', 'in-person', true],
  ['Weekends for me, I’m on nights.', 'paper', true],
  ['We’d come if the girls from the kitchen came too.', 'in-person', true],
  ['There’s a notice, but it’s on the computer. We haven’t got a computer.', 'in-person', true],
];

/** From "nothing runs after the early shift" to a walk at half past three: the whole thread. */
export async function theShift(demo: Performer, { maud, jean, asif, wen, owain }: Cast): Promise<void> {
  const { act, day, daysAgo } = demo;

  daysAgo(252);
  const { id: conversation } = await act(jean, openConversation, {
    question: 'What would make it easier to keep well at work?',
    about: 'For everybody who works at Harbour Road hospital: porters, domestics, kitchen, wards and offices.',
    kind: 'talk',
    stage: 'before-decision',
    purpose: 'say',
    canChange: 'When activities run, where, and who they are for. Shift times are fixed.',
    power: 'community',
    host: 'Hospital staff group',
    replyDue: day(-100),
  });
  const codes: string[] = [];
  for (const [words, channel] of spoken) {
    const taken = await act(
      asif,
      takeDown,
      {
        words,
        channel,
        source: 'direct',
        each: 'one',
        sharing: 'public',
        tell: 'code',
        where: 'Harbour Road hospital',
        language: /[żł]/.test(words) ? 'pl' : 'en',
      },
      { id: conversation },
    );
    codes.push(...taken.codes);
  }
  const night = await act(null, say, {
    conversation,
    words: 'Nobody asks the night staff anything.',
    sharing: 'public',
    tell: 'code',
  });
  codes.push(night.code);

  daysAgo(214);
  const { id: reading } = await act(jean, addReading, {
    shown: '6%',
    says: 'of pay bands 1 to 3 had taken part in a wellbeing activity',
    definition: 'People on the sign-up sheets of all activities, by pay band, out of all staff in the band.',
    area: 'Harbour Road hospital',
    period: 'last year',
    base: '188 staff in bands 1 to 3, of 412',
    source: 'Sign-up sheets, counted by the staff group',
    gap: '31% of bands 6 and above had taken part.',
    beside: conversation,
  });
  const said = await demo.contributionsOf(conversation);
  const agree = (words: string) => spoken.find(([each]) => each === words)?.[2] ?? true;
  const { id: insight } = await act(
    jean,
    gather,
    {
      title: 'Timing shuts out the lowest paid',
      meaning:
        'It isn’t that we don’t want to. Everything is at dinner time or in the evening, and we are on the ward or on the bus.',
      checkedBy: 'Four porters',
      means: said.filter(({ words }) => agree(words)).map(({ id }) => id),
      disagrees: said.filter(({ words }) => !agree(words)).map(({ id }) => id),
      readings: [reading],
    },
    { id: conversation },
  );

  daysAgo(205);
  const { id: priority } = await act(jean, choosePriority, {
    title: 'Something for the early shift',
    why: 'Most said it, and it costs little.',
    method: 'dots',
    chosenBy: 'Hospital staff group',
    people: '23',
    chosenOn: day(-205),
    from: [insight],
  });

  daysAgo(196);
  const { id: decision } = await act(wen, recordDecision, {
    question: 'When should activities for staff run?',
    options: 'As now, at dinner time\nStraight after the early shift, at 3.30pm\nOnly at weekends',
    weighed: [insight, priority, conversation],
    decided: 'Activities start at 3.30pm or at weekends',
    reason:
      'Those who are shut out are the ones on early shifts. The dinner hour yoga stays, because some said it breaks up their day.',
    decidedBy: 'Hospital staff group',
    seats: '7 of 9 at the table work in bands 1 to 3',
    decidedOn: day(-196),
    reviewOn: day(60),
  });
  const { id: time } = await act(wen, makePromise, {
    promise: 'Thirty minutes of protected time each week for whoever leads',
    owner: 'Estates department',
    owedTo: 'Hospital staff group',
    dueOn: day(-180),
    from: decision,
  });

  daysAgo(190);
  const { id: fund } = await act(owain, openFund, {
    name: 'Small start fund',
    purpose: 'Things residents and staff start themselves. Up to £1,500, an answer within two weeks.',
    total: '20000',
    least: '500',
    most: '1500',
    holder: 'Sandholme Community Trust',
    decider: 'A panel of six, four of them residents',
    askMinutes: '5',
    reportMinutes: '10',
    capMinutes: '30',
    endsOn: day(200),
    continuesWith: 'Sandholme Community Trust',
    from: insight,
  });

  daysAgo(182);
  const { id: walk } = await act(jean, openActivity, {
    title: 'End-of-shift walk',
    happens: 'Along the sea wall and back, forty minutes, at the pace of the slowest. No kit, no forms.',
    designedBy: 'Porters',
    designedHands: 'residents',
    ledBy: 'Two domestics',
    ledHands: 'residents',
    host: 'Marjorie from domestics',
    rhythmWords: 'Every Thursday, straight after the early shift',
    rhythm: 'week',
    nextOn: day(3),
    starts: '15:30',
    venue: 'Goods entrance, Harbour Road hospital',
    barriers: 'Starts when the shift ends. The kitchen swaps its rota on Thursdays.',
    supports: ['free', 'step-free', 'companion'],
    room: '30',
    from: decision,
    stage: 'shared',
  });
  const { id: award } = await act(
    owain,
    makeAward,
    {
      to: 'The end-of-shift walkers',
      standing: 'informal',
      host: 'Sandholme Community Trust',
      forWhat: 'Waterproofs to lend, a flask, and the first-aid course for two leaders',
      ownGoals: 'That nobody stays away because of the weather or the money',
      amount: '1200',
      from: decision,
      for: walk,
    },
    { id: fund },
  );
  const ledger: [string, string, number, string][] = [
    ['paid', '1200', -178, 'Paid by the Trust'],
    ['spent', '640', -150, 'Waterproofs and a flask'],
    ['spent', '220', -121, 'First-aid course for two'],
  ];
  for (const [kind, amount, on, note] of ledger) {
    daysAgo(-on);
    await act(owain, addLine, { kind, amount, day: day(on), note }, { id: award });
  }
  daysAgo(176);
  await act(wen, keepPromise, { what: 'Written into the rota since spring.' }, { id: time });

  for (const [ago, headcount, delight] of [
    [175, '9', 'Three from the kitchen came, and one brought her mother.'],
    [147, '14', 'Rain. Nobody turned back.'],
    [119, '22', null],
    [56, '30', 'Somebody who had not spoken in weeks told the one about the gull.'],
  ] as const) {
    daysAgo(ago);
    await act(jean, logSession, { headcount, onDay: day(-ago), ...(delight && { delight }) }, { id: walk });
  }

  daysAgo(112);
  await act(maud, makeClaim, {
    statement: 'More of the lowest paid take part',
    shown: '6% before, 24% after',
    level: 'counted',
    made: 'observed',
    base: '188',
    baseOf: 'Staff in bands 1 to 3 at Harbour Road hospital',
    period: 'Spring to autumn this year',
    beneficiary: 'Porters, domestics and kitchen staff',
    source: 'Sign-up sheets and headcounts, counted by the staff group',
    caveat:
      'Counted before and after, with nothing to compare it with. Two new starters’ days fell into the same months.',
    scope: 'whole',
    about: walk,
  });

  daysAgo(110);
  await act(
    jean,
    reply,
    {
      answer: 'done',
      words:
        'You said nothing runs after the early shift. The walk now starts at half past three on Thursdays, and thirty came last time.',
      by: 'Hospital staff group',
      where: 'The porters’ lodge',
    },
    { id: walk },
  );
  await demo.settle();
  for (const [index, code] of codes.entries())
    if (index < 7) await act(null, sayHeard, { code, heard: index === 3 ? 'not-heard' : 'heard' });
}
