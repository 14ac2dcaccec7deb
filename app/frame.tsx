import type { Frame, NavigationItem } from '@upwell/platform/http';
import { LANGUAGES } from '@upwell/platform/i18n';
import { ErrorSummary, Page, renderPage } from '@upwell/platform/ui';
import { NIL } from 'uuid';
import type { Assets } from './installation.ts';

/** Puts the parts together around every view: head, navigation, the person's corner, languages, other ways to take part. */
export function createFrame(assets: Assets, navigation: readonly NavigationItem[]): Frame {
  const items = [{ label: 'platform.nav.home', path: '/', order: 0 }, ...navigation].sort((a, b) => a.order - b.order);
  return (context, view, { notice, nonce, problems }) => {
    const { t, place, lang, actor, path } = context;
    const under = view.under ?? path;
    const signedIn = actor.personId !== null;
    // Before there is a place there is nowhere to go but on.
    const placed = place.id !== NIL;
    return renderPage(
      <Page
        t={t}
        lang={lang}
        title={view.title}
        description={view.description}
        assets={assets}
        nonce={nonce}
        scripts={view.islands?.map((name) => scriptOf(assets, name))}
        place={placed ? { name: place.name, href: '/' } : undefined}
        nav={placed ? items.map(({ label, path: href }) => ({ href, label: t(label), current: href === under })) : []}
        account={
          !placed
            ? []
            : [
                signedIn
                  ? { href: '/me', label: t('platform.nav.you'), current: path === '/me' }
                  : { href: '/sign-in', label: t('platform.button.sign-in'), current: path === '/sign-in' },
              ]
        }
        languages={place.languages.map((code) => ({
          code,
          label: LANGUAGES[code].ownName,
          href: `${path}?lang=${code}`,
        }))}
        channels={{
          ...(place.phone && { phone: place.phone }),
          ...(place.textNumber && { text: place.textNumber }),
          ...(place.postalAddress && { post: place.postalAddress }),
        }}
        footerLinks={
          !placed
            ? []
            : [
                { href: '/what-changed', label: t('app.footer.changed') },
                { href: '/signs', label: t('app.footer.signs') },
                { href: '/voices', label: t('app.footer.voices') },
                { href: '/seats', label: t('app.footer.seats') },
                { href: '/audit', label: t('app.footer.audit') },
                { href: '/api', label: t('app.footer.data') },
              ]
        }
        demo={place.demo ? { href: '/sign-in/personas' } : undefined}
        flash={notice ? { text: notice } : undefined}
        hasProblems={problems !== null}
        width={view.frame === 'bare' ? 'bare' : view.frame === 'wide' ? 'wide' : 'reading'}
      >
        {problems && <ErrorSummary problems={problems.fields} general={problems.sentence ? [problems.sentence] : []} />}
        {view.body}
      </Page>,
    );
  };
}

function scriptOf({ islands }: Assets, name: string): string {
  const address = islands[name];
  if (!address) throw new Error(`A page asks for an island called '${name}', and there is none.`);
  return address;
}
