import type { Translator } from '@upwell/platform/i18n';
import { Button, Form, LinkButton } from '@upwell/platform/ui';
import type { HiddenFields } from './surface.ts';

interface FailurePageProps {
  t: Translator;
  title: string;
  sentence: string;
  signIn: string | null;
  /** What was typed into the form that could not be taken. */
  typed: Record<string, string | readonly string[]>;
  /** A way to send the same words once more, kept by the page itself. */
  again: { action: string; hidden: HiddenFields } | null;
}

/** A refusal in plain words. Nothing that was typed is lost: it is on the page, and can be sent again from it. */
export function FailurePage({ t, title, sentence, signIn, typed, again }: FailurePageProps) {
  const texts = Object.entries(typed).flatMap(([name, value]) =>
    (typeof value === 'string' ? [value] : value).map((text) => ({ name, text })),
  );
  return (
    <>
      <h1>{title}</h1>
      <p>{sentence}</p>
      {signIn && (
        <p>
          <LinkButton href={signIn}>{t('platform.sign-in')}</LinkButton>
        </p>
      )}
      {again && (
        <Form action={again.action} hidden={again.hidden}>
          {texts.map(({ name, text }, index) => (
            <input key={index} type="hidden" name={name} value={text} />
          ))}
          <Button>{t('platform.refusal.send-again')}</Button>
        </Form>
      )}
      {texts.some(({ text }) => text.trim().length > 20) && (
        <section>
          <h2>{t('platform.refusal.your-words')}</h2>
          {texts
            .filter(({ text }) => text.trim().length > 20)
            .map(({ text }, index) => (
              <blockquote key={index} dir="auto">
                {text}
              </blockquote>
            ))}
        </section>
      )}
      <p>
        <a href="/">{t('platform.refusal.home')}</a>
      </p>
    </>
  );
}
