import type { ReactNode } from 'react';
import type { AssetManifest } from './assets.ts';
import { Icon } from './icon.tsx';
import { Notice, type NoticeKind } from './notice.tsx';
import { type Channels, type LanguageLink, PageFooter } from './page-footer.tsx';
import { directionOf, Speaking, type Translate } from './speech.tsx';
import { Wordmark } from './wordmark.tsx';

/** One place to go from the top of every page. */
export interface NavItem {
  href: string;
  label: string;
  current?: boolean;
}

/** What the shell of every page is given. All text arrives translated, save what `t` says. */
export interface PageProps {
  t: Translate;
  /** BCP 47 tag; direction follows from it unless `dir` is given. */
  lang: string;
  dir?: 'ltr' | 'rtl';
  /** What this page is, in a few words; the place's name is added. */
  title: string;
  description?: string;
  assets: Pick<AssetManifest, 'css' | 'favicon' | 'preload'>;
  nonce?: string;
  /** Addresses of module scripts (islands). The page works without them. */
  scripts?: string[];
  place?: { name: string; href: string };
  nav?: NavItem[];
  /** The person's own corner: their home, or a way in. */
  account?: NavItem[];
  languages?: LanguageLink[];
  channels?: Channels;
  footerLinks?: NavItem[];
  /** Demo mode says so on every page; `href` leads to who you can be. */
  demo?: { href?: string };
  flash?: { kind?: NoticeKind; text: ReactNode };
  /** The form on this page came back with problems: the title says so first. */
  hasProblems?: boolean;
  /** `wide` 1072, `reading` 875, `question` 640 pixels; `bare` leaves out header and footer (posters). */
  width?: 'wide' | 'reading' | 'question' | 'bare';
  children: ReactNode;
}

/** The shell of every page: head, skip link, banner, header, main, footer. Also gives `t` to everything inside it. */
export function Page(props: PageProps) {
  const { t, lang, title, assets, place, width = 'wide' } = props;
  const dir = props.dir ?? directionOf(lang);
  const bare = width === 'bare';
  const name = [props.hasProblems ? t('ui.problem.title', { title }) : title, place?.name, 'Upwell'];
  return (
    <Speaking t={t} lang={lang} dir={dir}>
      <html lang={lang} dir={dir}>
        <head>
          <meta charSet="utf-8" />
          <meta name="viewport" content="width=device-width, initial-scale=1" />
          <title>{name.filter((part, at) => part && name.indexOf(part) === at).join(' · ')}</title>
          {props.description && <meta name="description" content={props.description} />}
          <meta name="color-scheme" content="light dark" />
          {assets.preload.map((href) => (
            <link key={href} rel="preload" as="font" type="font/woff2" crossOrigin="anonymous" href={href} />
          ))}
          <link rel="stylesheet" href={assets.css} />
          <link rel="icon" type="image/svg+xml" href={assets.favicon} />
          {props.scripts?.map((src) => (
            <script key={src} type="module" src={src} nonce={props.nonce} />
          ))}
        </head>
        <body className={bare ? 'bare' : undefined}>
          <a className="skip" href="#main">
            {t('ui.skip')}
          </a>
          {props.demo && <DemoBanner t={t} href={props.demo.href} />}
          {!bare && <PageHeader {...props} />}
          <main id="main" className={`main main-${width}`} tabIndex={-1}>
            {props.flash && <Notice kind={props.flash.kind ?? 'good'}>{props.flash.text}</Notice>}
            {props.children}
          </main>
          {!bare && (
            <PageFooter channels={props.channels} languages={props.languages} links={props.footerLinks} place={place} />
          )}
        </body>
      </html>
    </Speaking>
  );
}

function DemoBanner({ t, href }: { t: Translate; href?: string }) {
  return (
    <aside className="demo" aria-label={t('ui.demo.label')}>
      <p>
        <Icon name="info" size={20} /> {t('ui.demo.text')} {href && <a href={href}>{t('ui.demo.who')}</a>}
      </p>
    </aside>
  );
}

function PageHeader({ t, place, nav = [], account = [] }: PageProps) {
  const link = (item: NavItem, kind?: string) => (
    <li key={item.href} className={kind}>
      <a href={item.href} aria-current={item.current ? 'page' : undefined}>
        {item.label}
      </a>
    </li>
  );
  return (
    <header className="header">
      <div className="header-inside">
        <div className="header-name">
          <Wordmark href={place?.href ?? '/'} />
          {place && (
            <a className="header-place" href={place.href}>
              {place.name}
            </a>
          )}
        </div>
        {nav.length + account.length > 0 && (
          <nav aria-label={t('ui.nav')}>
            <ul className="nav">
              {nav.map((item) => link(item))}
              {account.map((item) => link(item, 'nav-own'))}
            </ul>
          </nav>
        )}
      </div>
    </header>
  );
}
