import { Band } from '../band.tsx';
import { Button, LinkButton } from '../button.tsx';
import { Card } from '../card.tsx';
import { Form } from '../form.tsx';
import { Actions, Columns, PageHeading, Quiet, Section } from '../heading.tsx';
import { HomeStream, type Reach } from '../home-stream.tsx';
import { List, ListItem } from '../list.tsx';
import { TextArea } from '../text-fields.tsx';

const REACHES: Reach[] = [
  { step: 'said', count: 412, label: 'people said something', href: '#said' },
  { step: 'means', count: 9, label: 'things it means' },
  { step: 'decided', count: 4, label: 'decisions, 3 by residents' },
  { step: 'promised', count: 11, label: 'promises and £38,400' },
  { step: 'done', count: 23, label: 'things under way' },
  { step: 'changed', count: 6, label: 'changes, 2 of them tested' },
  { step: 'told', count: 371, label: 'people told back' },
];

/** The home of a made-up place, for the gallery. `dry` shows the same place where nothing has changed yet. */
export function SampleHome({ dry = false }: { dry?: boolean }) {
  const reaches = dry
    ? REACHES.map((reach) => (reach.step === 'changed' ? { ...reach, count: 0, label: 'changes known yet' } : reach))
    : REACHES;
  return (
    <>
      <Columns split="hero">
        <div>
          <PageHeading title="What would make life better around here?">
            Say it once, in your own words. You can see what it led to, who decided, and what changed. No account
            needed.
          </PageHeading>
          <Card kind="strong">
            <Form action="#" label="Say it">
              <TextArea name="home-words" label="Your words" rows={2} placeholder="Type here, in any language…" />
              <Actions>
                <Button>Say it</Button>
                <Button kind="quiet" icon="mic" name="speak" value="yes">
                  Speak instead
                </Button>
              </Actions>
              <Quiet>or ring 01632 960 101, text 60777, or post a card</Quiet>
            </Form>
          </Card>
          <div className="quiet">
            <p>
              Last week 31 people spoke. 27 have had a reply. <a href="#waiting">See the 4 still waiting</a>
            </p>
          </div>
        </div>
        <HomeStream
          reaches={reaches}
          finding={
            dry
              ? '412 people said something and 371 were told what came of it; no change is known yet.'
              : '412 people said something, 4 decisions were made, 6 things changed and 371 people were told what came of it.'
          }
        />
      </Columns>
      <Band
        label="You said, and this happened"
        title="“Nothing runs after the early shift.”"
        action={
          <LinkButton href="#answers" kind="quiet">
            More answers
          </LinkButton>
        }
      >
        <p>
          38 people at the hospital said it. The walking group now starts at 3.30pm on Thursdays; 30 came last month.{' '}
          <a href="#thread">Follow the thread</a>
        </p>
      </Band>
      <Columns>
        <Section title="Open to change">
          <List>
            <ListItem
              step="decided"
              label="Decided together"
              title="Where should the £20,000 for company go?"
              href="#1"
            >
              <p>Sandholme Alliance decides: 6 of 11 seats are residents. Until 12 December.</p>
            </ListItem>
            <ListItem step="decided" label="Residents advise" title="What should a GP reception ask first?" href="#2">
              <p>Three practices decide. Reply promised by 20 January.</p>
            </ListItem>
          </List>
        </Section>
        <Section title="This week near you">
          <List>
            <ListItem step="done" label="Run by residents" title="Singing in the lifeboat hall" href="#3">
              <p>Tue 7pm · free · step-free · Jean meets you at the door</p>
            </ListItem>
            <ListItem step="done" label="Just starting" title="Mending table, Harbour library" href="#4">
              <p>Sat 10am · bring a friend · room for 6</p>
            </ListItem>
          </List>
        </Section>
        <Section title="Promises">
          <List>
            <ListItem step="done" label="Kept" title="Sunday GP sessions at Harbour Road" href="#5">
              <p>Primary care network · since 4 May</p>
            </ListItem>
            <ListItem step="slipped" label="Slipped" title="Lights on the sea wall path" href="#6">
              <p>Council · due 1 October · new date promised by Friday</p>
            </ListItem>
          </List>
        </Section>
      </Columns>
    </>
  );
}
