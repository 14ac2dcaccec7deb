import { useSpeech } from './speech.tsx';

/** Where you are in a short run of questions: 'Question 2 of 5', and five marks. */
export function ProgressSteps({ current, total }: { current: number; total: number }) {
  const { t } = useSpeech();
  return (
    <div className="progress">
      <p className="kicker">{t('ui.progress', { current, total })}</p>
      <svg viewBox={`0 0 ${total * 28} 12`} width={total * 28} height={12} aria-hidden="true" focusable="false">
        {Array.from({ length: total }, (_, at) => (
          <circle
            key={at}
            cx={at * 28 + 8}
            cy={6}
            r={at + 1 === current ? 5.5 : 4}
            className={at < current ? 'progress-done' : 'progress-to-come'}
          />
        ))}
      </svg>
    </div>
  );
}
