import { clock, day, languageName, timeOfDay } from '../../shared/format';
import type { SessionSummary } from '../../shared/wire/wire';
import type { Filters } from '../model/address';
import { addressOf } from '../model/address';
import { follow } from '../model/route';
import { language, text } from '../text';
import { Result } from '../ui/Result';

export function SessionTable({ sessions, filters, stale }: { sessions: readonly SessionSummary[]; filters: Filters; stale: boolean }) {
  const t = text.value.list;
  const { created, customer, supervisor, result, lasted, events } = t.columns;
  return (
    <div class={stale ? 'card table-card stale' : 'card table-card'}>
      <table class="sessions">
        <caption class="unseen">{t.title}</caption>
        <thead>
          <tr>
            {[created, customer, supervisor, result].map((title) => (
              <th key={title} scope="col">
                {title}
              </th>
            ))}
            <th scope="col" class="number">
              {lasted}
            </th>
            <th scope="col" class="number">
              {events}
            </th>
          </tr>
        </thead>
        <tbody>
          {sessions.map((session) => (
            <Row key={session.session} session={session} filters={filters} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function Row({ session, filters }: { session: SessionSummary; filters: Filters }) {
  const t = text.value.list;
  const created = new Date(session.created_at);
  const when = `${day(language.value, created)}, ${timeOfDay(language.value, created)}`;
  const to = { name: 'session', id: session.session, filters } as const;
  return (
    <tr>
      <td class="figures">
        <time dateTime={created.toISOString()}>
          {day(language.value, created)} <span class="quiet">{timeOfDay(language.value, created)}</span>
        </time>
      </td>
      <td>
        {/* The link covers its row, so that the whole row can be pressed and is still one link. */}
        <a class="row-link" href={addressOf(to)} aria-label={t.open(session.reference ?? t.unnamed, when)} onClick={(event) => follow(event, to)}>
          {session.reference ?? <i>{t.unnamed}</i>}
        </a>
        <span class="quiet">
          {session.topic ?? t.noTopic} · {languageName(session.language)}
        </span>
      </td>
      <td>{session.supervisor_name ?? <i>{t.unnamed}</i>}</td>
      <td>
        <Result state={session.state} outcome={session.outcome} disposition={session.disposition} />
      </td>
      <td class="number figures">{session.active_ms > 0 ? clock(session.active_ms) : <span class="quiet">{t.neverBegan}</span>}</td>
      <td class="number figures">{session.events.toLocaleString(language.value)}</td>
    </tr>
  );
}
