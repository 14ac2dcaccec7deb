import { LinkButton } from '../button.tsx';
import { Card } from '../card.tsx';
import { STEPS } from '../colours.ts';
import { Details } from '../details.tsx';
import { Empty } from '../empty.tsx';
import { Figure } from '../figure.tsx';
import { Actions } from '../heading.tsx';
import { Icon } from '../icon.tsx';
import { ICON_PATHS, type IconName } from '../icon-paths.ts';
import { List, ListItem } from '../list.tsx';
import { Notice } from '../notice.tsx';
import { Pagination } from '../pagination.tsx';
import { PowerLevel } from '../power-level.tsx';
import { Quote } from '../quote.tsx';
import { StepLabel } from '../step-label.tsx';
import { SummaryList } from '../summary-list.tsx';
import { Table } from '../table.tsx';
import { State, Tag } from '../tag.tsx';
import { Timeline } from '../timeline.tsx';

/** Words, labels and states. */
export function SampleWords() {
  return (
    <>
      {STEPS.map((step) => (
        <StepLabel key={step} step={step}>
          {step} · 14 March · who had the power
        </StepLabel>
      ))}
      <Actions>
        <State is="open">Open</State>
        <State is="waiting">Waiting 9 days</State>
        <State is="kept">Kept</State>
        <State is="slipped">Slipped</State>
        <State is="met">They met</State>
        <State is="missed">Did not meet</State>
        <State is="closed">Closed</State>
        <State is="private">Only the circle</State>
        <Tag tone="means">11 in Polish</Tag>
      </Actions>
      <Quote
        lang="pl"
        by="A porter, by text"
        translation={{
          text: '“I finish at half three and there is nothing till seven.”',
          note: 'Put into English by Ania, a volunteer',
        }}
      >
        „Kończę o wpół do czwartej i do siódmej nie ma nic.”
      </Quote>
      <PowerLevel level="together">Set on 2 March, before it opened. It cannot be lowered.</PowerLevel>
    </>
  );
}

/** Notices, empty places and things folded away. */
export function SampleNotices() {
  return (
    <>
      <Notice kind="good" title="We have it">
        Your words are kept. Jean will reply by 20 January.
      </Notice>
      <Notice kind="info">Three practices decide this. You advise.</Notice>
      <Notice kind="care">Please leave out names of other people.</Notice>
      <Notice kind="bad">We could not send the text. Nothing is lost.</Notice>
      <Empty
        icon="ear"
        title="Nobody has said anything here yet"
        action={<LinkButton href="#">Be the first</LinkButton>}
      >
        <p>It takes a minute, and needs no account.</p>
      </Empty>
      <Details summary="Who was in the room">
        <p>Nine people: seven work bands 1 to 3.</p>
      </Details>
      <Pagination previous="#p1" next="#p3" here="21 to 40 of 412" />
    </>
  );
}

/** Numbers, tables and history. */
export function SampleData() {
  return (
    <>
      <Figure
        value="6%"
        label="of bands 1 to 3 had taken part"
        base="8 of 131 staff in bands 1 to 3"
        period="last year"
        source="sign-up sheets, checked by four porters"
        uncertainty="between 3% and 12%"
        comparator="31% of bands 6 and above"
        evidence="counted, not tested"
        caveat="sheets were missing for August"
      />
      <Table
        caption="Where the £1,200 went"
        columns={[
          { label: 'What' },
          { label: 'Who was paid' },
          { label: 'Promised', numeric: true },
          { label: 'Spent', numeric: true },
        ]}
        rows={[
          ['Cover for 30 minutes on Thursdays', 'Estates', '£900.00', '£640.00'],
          ['Tea and high-visibility vests', 'Harbour café', '£300.00', '£220.00'],
        ]}
        foot={['Altogether', '', '£1,200.00', '£860.00']}
      />
      <SummaryList
        items={[
          {
            term: 'Your words',
            value: '“Nothing runs after the early shift.”',
            action: { href: '#', label: 'Change', about: 'your words' },
          },
          {
            term: 'Tell me',
            value: 'By text, 07700 900 123',
            action: { href: '#', label: 'Change', about: 'how we tell you' },
          },
        ]}
      />
      <Timeline
        label="What happened to this promise"
        items={[
          {
            step: 'promised',
            when: '2 May',
            iso: '2026-05-02',
            what: 'Promised: lights on the sea wall path by 1 October',
            who: 'Highways, for the council',
          },
          {
            step: 'slipped',
            when: '1 October',
            iso: '2026-10-01',
            what: 'Slipped',
            who: 'Reason given: the supplier closed',
          },
          {
            step: 'promised',
            when: '9 October',
            iso: '2026-10-09',
            what: 'New date: 4 December',
            who: 'Highways, for the council',
          },
        ]}
      />
      <List kind="rows" label="Waiting for a reply">
        <ListItem
          title="A very long heading that somebody typed on a telephone without once stopping for breath, because there was a great deal to say about the bus and Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch"
          href="#"
          level={3}
          aside={<State is="waiting">9 days</State>}
        >
          <p>Said by text on 3 March</p>
        </ListItem>
        <ListItem title="Mending table" href="#" level={3} aside={<State is="slipped">Due yesterday</State>}>
          <p>Said on paper on 1 March</p>
        </ListItem>
      </List>
      <Card kind="dry" label="What changed · not known yet" title="Nobody has asked the walkers" level={3}>
        <p className="quiet">Promised by 12 December. Owner: the staff group.</p>
      </Card>
    </>
  );
}

/** Every drawing with its name. */
export function SampleIcons() {
  return (
    <ul className="gallery-icons">
      {(Object.keys(ICON_PATHS) as IconName[]).map((name) => (
        <li key={name}>
          <Icon name={name} size={32} /> <span>{name}</span>
        </li>
      ))}
    </ul>
  );
}
