import { powerLevels, sources } from '@upwell/listen';
import { anyone } from '@upwell/platform/access';
import { data } from '@upwell/platform/http';
import { refuse } from '@upwell/platform/outcome';
import { dayOf, recordsOfType } from '@upwell/thread';
import { z } from 'zod';
import { calendarOf } from './calendar.ts';
import { commitmentsByIds } from './commitments.ts';
import { meetingById, meetingsList, papersOf } from './meetings.ts';
import { aheadOf, commitmentStates, standingOf } from './model.ts';
import { readMark } from './page-mark.ts';
import { meetingWhen } from './pages/meeting-words.ts';
import { decisionsByIds, inputsOf } from './queries.ts';

const onward = z.strictObject({ before: z.string().max(60).optional() });
const PAGE = 50;

const inputs = z.array(
  z.object({ source: z.enum(sources), number: z.number().nullable(), counted: z.enum(['here', 'elsewhere']) }),
);

/** Every decision, with what went into it by source and whether people spoke for themselves, as open data. */
export const decisionsData = data({
  name: 'decide.data.decisions',
  path: '/api/decisions',
  rule: anyone,
  limit: 'read',
  query: onward,
  response: z.object({
    decisions: z.array(
      z.object({
        id: z.string(),
        question: z.string(),
        options: z.array(z.string()),
        decided: z.string(),
        reason: z.string(),
        decidedBy: z.string(),
        seats: z.array(z.string()),
        power: z.enum(powerLevels),
        decidedOn: z.string(),
        reviewOn: z.string().nullable(),
        meeting: z.string().nullable(),
        directCommunityInput: z.boolean(),
        inputs,
      }),
    ),
    next: z.string().nullable(),
  }),
  async answer(context, { query }) {
    const { place } = context;
    if (readMark(query.before) === 'wrong') return refuse('not-found');
    const answer = await context.read(async (tx) => {
      const { records, next } = await recordsOfType(tx, {
        placeId: place.id,
        type: 'decision',
        signedIn: false,
        before: query.before,
        limit: PAGE,
      });
      const decisions = await decisionsByIds(
        tx,
        place.id,
        records.map(({ id }) => id),
      );
      const listed = [];
      for (const { id } of records) {
        const decision = decisions.get(id);
        if (!decision) continue;
        const weighed = await inputsOf(tx, {
          placeId: place.id,
          recordId: id,
          until: decision.decidedOn,
          timeZone: place.timeZone,
        });
        listed.push({
          id,
          question: decision.question,
          options: decision.options,
          decided: decision.decided,
          reason: decision.reason,
          decidedBy: decision.decidedBy,
          seats: decision.seats,
          power: decision.power,
          decidedOn: decision.decidedOn,
          reviewOn: decision.reviewOn,
          meeting: decision.meetingId,
          directCommunityInput: !weighed.involvement.noDirect,
          inputs: [
            ...weighed.counted.map((each) => ({ ...each, counted: 'here' })),
            ...weighed.typed.map(({ source, number }) => ({ source, number, counted: 'elsewhere' })),
          ],
        });
      }
      return { decisions: listed, next };
    });
    return { type: 'application/json', public: true, body: JSON.stringify(answer) };
  },
});

/** Every promise, as open data. */
export const commitmentsData = data({
  name: 'decide.data.commitments',
  path: '/api/commitments',
  rule: anyone,
  limit: 'read',
  query: onward,
  response: z.object({
    commitments: z.array(
      z.object({
        id: z.string(),
        promise: z.string(),
        owner: z.string(),
        owedTo: z.string().nullable(),
        dueOn: z.string(),
        /** As it stands today: one whose day has passed has slipped. */
        state: z.enum(commitmentStates),
        madeOn: z.string(),
        settledOn: z.string().nullable(),
      }),
    ),
    next: z.string().nullable(),
  }),
  async answer(context, { query }) {
    const { place, now } = context;
    if (readMark(query.before) === 'wrong') return refuse('not-found');
    const today = dayOf(now, place.timeZone);
    const { commitments, next } = await context.read(async (tx) => {
      const { records, next } = await recordsOfType(tx, {
        placeId: place.id,
        type: 'commitment',
        signedIn: false,
        before: query.before,
        limit: PAGE,
      });
      return {
        commitments: await commitmentsByIds(
          tx,
          place.id,
          records.map(({ id }) => id),
        ),
        next,
      };
    });
    return {
      type: 'application/json',
      public: true,
      body: JSON.stringify({
        commitments: commitments.map((commitment) => ({
          id: commitment.id,
          promise: commitment.promise,
          owner: commitment.owner,
          owedTo: commitment.owedTo,
          dueOn: commitment.dueOn,
          state: standingOf(commitment, today),
          madeOn: commitment.madeOn,
          settledOn: commitment.settledOn,
        })),
        next,
      }),
    };
  },
});

const meetingShape = z.object({
  id: z.string(),
  title: z.string(),
  body: z.string(),
  heldOn: z.string(),
  startsAt: z.string(),
  minutes: z.number(),
  venue: z.string(),
  link: z.string().nullable(),
  phone: z.string(),
  recording: z.string().nullable(),
  papers: z.array(
    z.object({
      id: z.string(),
      title: z.string(),
      publishedOn: z.string(),
      daysAhead: z.number(),
      late: z.boolean(),
    }),
  ),
});

/** Open meetings to come and the last fifty that have been, with their papers, as open data. */
export const meetingsData = data({
  name: 'decide.data.meetings',
  path: '/api/meetings',
  rule: anyone,
  limit: 'read',
  response: z.object({ meetings: z.array(meetingShape) }),
  async answer(context) {
    const { place, now } = context;
    const today = dayOf(now, place.timeZone);
    const meetings = await context.read(async (tx) => {
      const listed = [
        ...(await meetingsList(tx, { placeId: place.id, today, limit: PAGE })),
        ...(await meetingsList(tx, { placeId: place.id, today, past: true, limit: PAGE })),
      ];
      const shaped = [];
      for (const { groupId: _group, challenges: _challenges, about: _about, ...meeting } of listed)
        shaped.push({
          ...meeting,
          papers: (await papersOf(tx, place.id, meeting.id)).map(({ id, title, publishedOn }) => {
            const { days, late } = aheadOf(publishedOn, meeting.heldOn);
            return { id, title, publishedOn, daysAhead: days, late };
          }),
        });
      return shaped;
    });
    return { type: 'application/json', public: true, body: JSON.stringify({ meetings }) };
  },
});

/** One meeting for a calendar. */
export const meetingCalendar = data({
  name: 'decide.data.meetingCalendar',
  path: '/api/meetings/:id/ics',
  rule: anyone,
  limit: 'read',
  async answer(context, { params }) {
    const { place, t, now } = context;
    const meeting = await context.read((tx) => meetingById(tx, place.id, params.id as string));
    if (!meeting) return refuse('not-found');
    const described = [meetingWhen(t, meeting), t('decide.meeting.by-phone', { number: meeting.phone }), meeting.link]
      .filter(Boolean)
      .join('\n');
    return {
      type: 'text/calendar; charset=utf-8',
      public: true,
      fileName: `${meeting.heldOn}.ics`,
      body: calendarOf(meeting, {
        timeZone: place.timeZone,
        url: `${place.origin}/meetings/${meeting.id}`,
        described,
        now,
      }),
    };
  },
});
