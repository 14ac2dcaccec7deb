import { useId } from 'react';
import type { Step } from './colours.ts';
import { Details } from './details.tsx';
import { useSpeech } from './speech.tsx';
import { type Depth, streamDepths, streamOutline } from './stream-geometry.ts';
import { Table } from './table.tsx';

/** How much water reaches a step: a count and what it counts. */
export interface Reach {
  step: Step;
  count: number;
  label: string;
  href?: string;
}

const ROW = 64;
const WIDE = 144;
const MIDDLE = WIDE / 2;

/** A place's stream: its width follows the counts on a square-root scale, and it runs dry where a count is 0. `finding` says it in a sentence. */
export function HomeStream({ reaches, finding, title }: { reaches: Reach[]; finding: string; title?: string }) {
  const { t, lang } = useSpeech();
  const number = new Intl.NumberFormat(lang);
  return (
    <figure className="stream" aria-label={title ?? t('ui.stream.title')}>
      <div className="stream-run">
        <Water reaches={reaches} finding={finding} />
        <ol>
          {reaches.map(({ step, count, label, href }) => (
            <li key={step} className={count === 0 ? `tone-${step} stream-dry` : `tone-${step}`}>
              <span>
                <b>{number.format(count)}</b> {href ? <a href={href}>{label}</a> : label}
              </span>
            </li>
          ))}
        </ol>
      </div>
      <Details summary={t('ui.stream.table')}>
        <p>{finding}</p>
        <Table
          caption={t('ui.stream.caption')}
          columns={[
            { label: t('ui.stream.step') },
            { label: t('ui.stream.count'), numeric: true },
            { label: t('ui.stream.of') },
          ]}
          rows={reaches.map(({ step, count, label }) => [t(`ui.step.${step}`), number.format(count), label])}
        />
      </Details>
    </figure>
  );
}

function Water({ reaches, finding }: { reaches: Reach[]; finding: string }) {
  const id = useId();
  const depths = streamDepths(
    reaches.map(({ count }) => count),
    { row: ROW, widest: WIDE - 8, x: MIDDLE },
  );
  const [first, last] = [depths[0]?.y ?? 0, depths.at(-1)?.y ?? 0];
  return (
    <svg className="stream-water" viewBox={`0 0 ${WIDE} ${ROW * reaches.length}`} role="img" aria-label={finding}>
      <defs>
        <linearGradient id={id} gradientUnits="userSpaceOnUse" x1="0" x2="0" y1={first} y2={last}>
          {reaches.map(({ step }, at) => (
            <stop key={step} className={`stop-${step}`} offset={at / Math.max(1, reaches.length - 1)} />
          ))}
        </linearGradient>
      </defs>
      <path className="stream-flow" d={streamOutline(depths)} fill={`url(#${id})`} />
      {depths.slice(1).map((to, at) => {
        const from = depths[at] as Depth;
        const dry = from.width === 0 || to.width === 0;
        const core = [from, to].map((depth) => ({ ...depth, width: 5 }));
        return dry ? (
          <path key={to.y} className="stream-dash" d={`M${from.x} ${from.y}L${to.x} ${to.y}`} />
        ) : (
          <path key={to.y} className="stream-core" d={streamOutline(core)} fill={`url(#${id})`} />
        );
      })}
      {reaches.map(({ step, count }, at) => (
        <circle
          key={step}
          className={count === 0 ? 'stream-hollow' : `stream-dot tone-${step}`}
          cx={depths[at]?.x}
          cy={depths[at]?.y}
          r={9}
        />
      ))}
    </svg>
  );
}
