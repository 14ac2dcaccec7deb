import { addReading, gather, openConversation, say, takeDown } from '@upwell/listen';
import { reply } from '@upwell/thread';
import type { Performer } from './performer.ts';

/** What happened in Sandholme Bay: one story all the way, others on their way, one that waits too long. */
export async function tellStory(demo: Performer): Promise<void> {
  const { act, day, daysAgo } = demo;
  daysAgo(260);
  await demo.person('Maud', { name: 'Place organiser', power: 'own' });
  const jean = await demo.person('Jean', { name: 'Host at the hospital', power: 'host' });
  const asif = await demo.person('Asif', { name: 'Community connector', power: 'connect' });
  await demo.person('Bronwen');

  daysAgo(252);
  const shift = await act(jean, openConversation, {
    question: 'What would make it easier to keep well at work?',
    about: 'For everybody who works at Harbour Road hospital: porters, domestics, kitchen, wards and offices.',
    kind: 'talk',
    stage: 'before-decision',
    purpose: 'say',
    canChange: 'When activities run, where, and who they are for. Shift times are fixed.',
    power: 'community',
    host: 'Hospital staff group',
    replyDue: day(-190),
  });
  const params = { id: shift.id as string };
  const words = [
    ['I finish at half past three and there’s nothing till seven.', 'in-person'],
    ['Nothing runs after the early shift.', 'in-person'],
    ['Yoga at dinner time is for the offices.', 'in-person'],
    ['Po rannej zmianie nie ma już nic.', 'text'],
    ['Two buses and a toddler. If it’s not straight after work, forget it.', 'phone'],
    ['I like the dinner hour ones. It breaks up the day.', 'paper'],
    ['A walk by the sea wall would do me. No kit, no forms.', 'in-person'],
    ['Weekends for me, I’m on nights.', 'paper'],
  ] as const;
  for (const [text, channel] of words)
    await act(
      asif,
      takeDown,
      {
        words: text,
        channel,
        source: 'direct',
        each: 'one',
        sharing: 'public',
        tell: 'code',
        where: 'Harbour Road hospital',
        language: /ż|ł/.test(text) ? 'pl' : 'en',
      },
      params,
    );
  const own = await act(null, say, {
    conversation: shift.id,
    words: 'Nobody asks the night staff anything.',
    sharing: 'public',
    tell: 'code',
  });

  daysAgo(214);
  const reading = await act(jean, addReading, {
    shown: '6%',
    says: 'of bands 1 to 3 had taken part in a wellbeing activity',
    definition: 'People on the sign-up sheets of all activities, by pay band, out of all staff in the band.',
    area: 'Harbour Road hospital',
    period: 'last year',
    base: '412 staff, 188 of them in bands 1 to 3',
    source: 'Counted from sign-up sheets by the staff group',
    gap: '31% of bands 6 and above had taken part.',
  });
  void [own, reading, gather, reply];
}
