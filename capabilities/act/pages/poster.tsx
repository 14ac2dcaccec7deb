import { anyone } from '@upwell/platform/access';
import { page } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { Poster } from '@upwell/platform/ui';
import { dayOf } from '@upwell/thread';
import QRCode from 'qrcode';
import { comingDates } from '../model.ts';
import { activityById } from '../queries.ts';
import { timeOf } from './parts.tsx';

/** The activity as a poster for a window or a waiting room. */
export const activityPoster = page({
  name: 'act.poster',
  path: '/activities/:id/poster',
  rule: anyone,
  limit: 'read',
  async view(context, { params }) {
    const { t, place, now } = context;
    const id = params.id as string;
    const activity = await context.read((tx) => activityById(tx, place.id, id));
    if (!activity) return refuse('not-found');
    const [date] = comingDates(activity, dayOf(now, place.timeZone), 1);
    const address = `${place.origin}/activities/${id}`;
    return {
      title: activity.title,
      frame: 'bare',
      body: (
        <Poster
          place={place.name}
          title={activity.title}
          qr={QRCode.create(address, { errorCorrectionLevel: 'M' }).modules}
          web={`${place.origin.replace(/^https?:\/\//, '')}/whats-on`}
          phone={place.phone ?? undefined}
          text={place.textNumber ?? undefined}
          foot={t('act.page.meets', { host: activity.host })}
        >
          {date && (
            <p>
              {t('act.coming.when', {
                date: t.date(date, 'long'),
                time: timeOf(t, activity.starts),
                venue: activity.venue,
              })}
            </p>
          )}
          <p>{activity.rhythmWords}</p>
          <p>{activity.happens.length > 280 ? `${activity.happens.slice(0, 279)}…` : activity.happens}</p>
          {activity.supports.length > 0 && (
            <p>{t.list(activity.supports.map((support) => t(`act.support.${support}`)))}</p>
          )}
        </Poster>
      ),
    };
  },
});
