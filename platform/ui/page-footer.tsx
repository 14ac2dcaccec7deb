import type { ReactNode } from 'react';
import { Icon } from './icon.tsx';
import type { NavItem } from './page.tsx';
import { useSpeech } from './speech.tsx';
import { Sign } from './wordmark.tsx';

/** A language the place speaks: its own name for itself and where it leads. */
export interface LanguageLink {
  code: string;
  label: string;
  href: string;
}

/** Ways to take part without a screen. Phone and text as people write them. */
export interface Channels {
  phone?: string;
  text?: string;
  post?: string;
  visit?: string;
}

/** The foot of every page: other ways to reach people, the language switch and a few links. */
export function PageFooter({
  channels,
  languages = [],
  links = [],
  place,
  children,
}: {
  channels?: Channels;
  languages?: LanguageLink[];
  links?: NavItem[];
  place?: { name: string };
  children?: ReactNode;
}) {
  const { t, lang } = useSpeech();
  const ways = channels && Object.values(channels).some(Boolean);
  return (
    <footer className="footer">
      <div className="footer-inside">
        {ways && (
          <section className="footer-ways" aria-labelledby="ui-ways">
            <h2 id="ui-ways">{t('ui.ways.title')}</h2>
            <ul>
              {channels.phone && (
                <li>
                  <Icon name="phone" /> {t('ui.ways.phone')}{' '}
                  <a href={`tel:${channels.phone.replace(/[^+\d]/g, '')}`}>
                    <bdi dir="ltr">{channels.phone}</bdi>
                  </a>
                </li>
              )}
              {channels.text && (
                <li>
                  <Icon name="text" /> {t('ui.ways.text')}{' '}
                  <a href={`sms:${channels.text.replace(/[^+\d]/g, '')}`}>
                    <bdi dir="ltr">{channels.text}</bdi>
                  </a>
                </li>
              )}
              {channels.post && (
                <li>
                  <Icon name="envelope" /> {t('ui.ways.post')} {channels.post}
                </li>
              )}
              {channels.visit && (
                <li>
                  <Icon name="door" /> {t('ui.ways.visit')} {channels.visit}
                </li>
              )}
            </ul>
          </section>
        )}
        {languages.length > 1 && (
          <nav aria-label={t('ui.languages')} className="footer-languages">
            <ul>
              {languages.map(({ code, label, href }) => (
                <li key={code}>
                  <a href={href} lang={code} hrefLang={code} aria-current={code === lang ? 'true' : undefined}>
                    {label}
                  </a>
                </li>
              ))}
            </ul>
          </nav>
        )}
        <div className="footer-foot">
          <p>
            <Sign size={24} /> {place ? t('ui.belongs', { place: place.name }) : 'Upwell'}
          </p>
          {links.length > 0 && (
            <ul>
              {links.map((link) => (
                <li key={link.href}>
                  <a href={link.href}>{link.label}</a>
                </li>
              ))}
            </ul>
          )}
          {children}
        </div>
      </div>
    </footer>
  );
}
