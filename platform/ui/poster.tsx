import type { ReactNode } from 'react';
import { STEPS } from './colours.ts';
import { useSpeech } from './speech.tsx';
import { Sign } from './wordmark.tsx';

/** The squares of a QR code, as `QRCode.create(text).modules` of `qrcode` gives them. */
export interface QrModules {
  size: number;
  data: ArrayLike<number | boolean>;
}

/** A QR code drawn as one path, with the four quiet squares around it that scanners need. */
export function Qr({ modules, label }: { modules: QrModules; label: string }) {
  let path = '';
  for (let y = 0; y < modules.size; y++)
    for (let x = 0; x < modules.size; x++) if (modules.data[y * modules.size + x]) path += `M${x + 4} ${y + 4}h1v1h-1z`;
  const side = modules.size + 8;
  return (
    <svg className="qr" viewBox={`0 0 ${side} ${side}`} role="img" aria-label={label} shapeRendering="crispEdges">
      <path className="qr-paper" d={`M0 0h${side}v${side}H0z`} />
      <path className="qr-ink" d={path} />
    </svg>
  );
}

/** An A4 poster: the question, a few words, and the ways in, each of equal size. Use in `<Page width="bare">`. */
export function Poster({
  title,
  place,
  qr,
  web,
  phone,
  text,
  foot,
  children,
}: {
  title: ReactNode;
  place: string;
  qr: QrModules;
  web: string;
  phone?: string;
  text?: string;
  foot?: ReactNode;
  children?: ReactNode;
}) {
  const { t } = useSpeech();
  return (
    <article className="poster">
      <header>
        <Sign size={48} /> <span>{place}</span>
      </header>
      <h1>{title}</h1>
      {children && <div className="poster-words">{children}</div>}
      <div className="poster-ways">
        <Qr modules={qr} label={t('ui.poster.qr', { address: web })} />
        <Way word={t('ui.poster.web')} address={web} />
        {phone && <Way word={t('ui.poster.phone')} address={phone} />}
        {text && <Way word={t('ui.poster.text')} address={text} />}
      </div>
      <ol className="poster-stream" aria-label={t('ui.poster.then')}>
        {STEPS.map((step) => (
          <li key={step} className={`tone-${step}`}>
            {t(`ui.step.${step}`)}
          </li>
        ))}
      </ol>
      {foot && <footer>{foot}</footer>}
    </article>
  );
}

function Way({ word, address }: { word: string; address: string }) {
  return (
    <p>
      <span>{word}</span>
      <b>
        <bdi dir="ltr">{address}</bdi>
      </b>
    </p>
  );
}
