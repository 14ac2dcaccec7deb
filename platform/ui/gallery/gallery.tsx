import QRCode from 'qrcode';
import type { AssetManifest } from '../assets.ts';
import { PageHeading, Section } from '../heading.tsx';
import { Page } from '../page.tsx';
import { Poster } from '../poster.tsx';
import type { Translate } from '../speech.tsx';
import { SampleForm, SampleProblems } from './sample-forms.tsx';
import { SampleHome } from './sample-home.tsx';
import { SampleData, SampleIcons, SampleNotices, SampleWords } from './sample-parts.tsx';
import { SampleThread } from './sample-thread.tsx';
import { SampleUrdu } from './sample-urdu.tsx';

/** Every component on one page, with the words of a made-up place: what `/ui` shows in demo mode. `speak` gives `t` for a language. */
export function Gallery({
  assets,
  speak,
  nonce,
}: {
  assets: AssetManifest;
  speak: (lang: 'en' | 'ur') => Translate;
  nonce?: string;
}) {
  return (
    <Page
      t={speak('en')}
      lang="en"
      title="Every component"
      assets={assets}
      nonce={nonce}
      demo={{ href: '/' }}
      place={{ name: 'Sandholme Bay', href: '/' }}
      nav={[
        { href: '#home', label: 'Home', current: true },
        { href: '#thread', label: 'Thread' },
        { href: '#words', label: 'Words' },
        { href: '#notices', label: 'Notices' },
        { href: '#forms', label: 'Forms' },
        { href: '#data', label: 'Data' },
        { href: '#urdu', label: 'اردو' },
      ]}
      languages={[
        { code: 'en', label: 'English', href: '#en' },
        { code: 'cy', label: 'Cymraeg', href: '#cy' },
        { code: 'pl', label: 'Polski', href: '#pl' },
        { code: 'ur', label: 'اردو', href: '#ur' },
      ]}
      channels={{
        phone: '01632 960 101',
        text: '60777',
        post: 'Harbour library, SB1 1AA',
        visit: 'Harbour library, Tuesdays 10 to 12',
      }}
      flash={{ text: 'This is how a page says that something worked.' }}
    >
      <PageHeading kicker="Upwell" title="Every component">
        Warm paper, ink, water. Each part of a page with the words of a place that is made up.
      </PageHeading>
      <Section title="A home" id="home">
        <SampleHome dry />
      </Section>
      <Section title="A thread" id="thread">
        <SampleThread />
      </Section>
      <Section title="Words, states, power" id="words">
        <SampleWords />
      </Section>
      <Section title="Notices, empty places" id="notices">
        <SampleNotices />
      </Section>
      <Section title="A form" id="forms">
        <SampleForm />
      </Section>
      <Section title="A form sent back" id="problems">
        <SampleProblems />
      </Section>
      <Section title="Numbers, tables, history" id="data">
        <SampleData />
      </Section>
      <Section title="Right to left" id="urdu">
        <SampleUrdu t={speak('ur')} />
      </Section>
      <Section title="Paper" id="paper">
        <Poster
          title="What would make life better around here?"
          place="Sandholme Bay"
          qr={QRCode.create('https://sandholme.example/say').modules}
          web="sandholme.example/say"
          phone="01632 960 101"
          text="60777"
          foot="Paid for by nobody. Run by the people who live here."
        >
          <p>Say it in your own words, in any language. We reply to everyone.</p>
        </Poster>
      </Section>
      <Section title="Drawings" id="drawings">
        <SampleIcons />
      </Section>
    </Page>
  );
}
