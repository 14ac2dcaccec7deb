import { Figures } from '../figure.tsx';
import { Quote } from '../quote.tsx';
import { type ThreadStop, ThreadStream } from '../thread-stream.tsx';

const STOPS: ThreadStop[] = [
  {
    step: 'said',
    when: '14 March to 2 April',
    body: (
      <>
        <Quote>“I finish at half three and there’s nothing till seven.”</Quote>
        <Quote small>“Yoga at dinner time is for the offices.”</Quote>
        <p className="quiet">
          38 people: 21 on the wards, 9 by text, 5 on paper, 3 by voice. 11 in Polish. 4 disagreed.{' '}
          <a href="#all">Read all</a>
        </p>
      </>
    ),
  },
  {
    step: 'means',
    when: '20 April',
    title: 'Timing shuts out the lowest paid',
    body: (
      <Figures
        items={[
          { value: '6%', label: 'of bands 1 to 3 had taken part' },
          { value: '31%', label: 'of bands 6 and above' },
        ]}
      >
        Checked by four porters. Counted from sign-up sheets, 412 staff, last year.
      </Figures>
    ),
  },
  {
    step: 'decided',
    when: '9 May',
    power: 'the staff group decided',
    title: 'Activities start at 3.30pm or at weekends',
    body: (
      <p className="quiet">
        Level set before it opened: <strong>community decides</strong>. 7 of 9 at the table work bands 1 to 3. Direct
        input: 38 people. <a href="#reasons">Reasons and who was in the room</a>
      </p>
    ),
  },
  {
    step: 'promised',
    name: 'Promised and paid',
    when: 'May',
    title: '£1,200 and 30 minutes of protected time',
    body: (
      <p className="quiet">
        Estates · kept · <a href="#ledger">£860 spent, £340 unspent</a>
      </p>
    ),
  },
  {
    step: 'done',
    when: 'every Thursday',
    title: 'End-of-shift walk',
    body: (
      <p className="quiet">
        Designed by porters, led by two domestics. 28 signed up for 10 places: 18 were given the next date. 30 came last
        month.
      </p>
    ),
  },
  {
    step: 'changed',
    name: 'What changed',
    when: 'not known yet',
    title: 'Nobody has asked the walkers',
    dry: { by: '12 December', owner: 'the staff group' },
  },
  {
    step: 'told',
    name: 'Told back',
    when: '34 of 38',
    body: (
      <p>
        19 said they felt heard, 3 did not, 12 have not answered. 4 left no way to reach them: a poster went up in the
        porters’ lodge.
      </p>
    ),
  },
];

/** A made-up thread, for the gallery. */
export function SampleThread({ backwards = false }: { backwards?: boolean }) {
  return (
    <ThreadStream label="From what was said to what came of it" stops={backwards ? [...STOPS].reverse() : STOPS} />
  );
}
