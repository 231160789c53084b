import type { ComponentChildren } from 'preact';
import { clock, day, languageName, timeOfDay } from '../../shared/format';
import { Avatar } from '../../shared/ui/Avatar';
import { Check, X } from '../../shared/ui/icons';
import { SCOPES } from '../model/summary';
import { language, text } from '../text';
import { Result } from '../ui/Result';
import { useReplay } from './context';
import { Erased } from './EntryRow';
import { clearOf } from './line';

/** What is told of the whole session; each time in it leads there. */
export function SummaryPanel() {
  const { player } = useReplay();
  const { summary, told, facts, end } = player.reading;
  const t = text.value.summary;
  const created = new Date(summary.created_at);
  const { disposition, note } = told;
  return (
    <div class="summary">
      <Part title={t.result}>
        <p>
          <Result state={summary.state} outcome={summary.outcome} disposition={disposition?.kind ?? null} />
        </p>
        {told.stoppedAt !== null && <p>{t.stoppedAt(told.stoppedAt)}</p>}
        {disposition?.kind === 'unresolved' && disposition.follow_up && <p>{t.followUp(day(language.value, new Date(`${disposition.follow_up}T12:00`)))}</p>}
        {told.outcome !== null && told.outcome !== 'completed' && <p>{text.value.outcomes[told.outcome]}</p>}
        {disposition === null && summary.closed_at === null && <p class="quiet">{t.open}</p>}
        {disposition !== null && <p class="note">{note === null ? <span class="quiet">{t.noNote}</span> : (clearOf(note) ?? <Erased />)}</p>}
      </Part>
      <Part title={t.people}>
        <Person name={clearOf(facts.customer)} role={t.customer} of="customer">
          {told.customer ? (
            <>
              <p>{t.camein(told.customer.via, languageName(told.customer.language))}</p>
              <p>{abilities(told.customer.abilities)}</p>
            </>
          ) : (
            <p>{t.nobody}</p>
          )}
        </Person>
        {told.supervisors.map(({ t: since, name }, i) => (
          <Person key={since} name={clearOf(name)} role={t.supervisor} of="supervisor">
            {i > 0 && (
              <p>
                <Moment t={since}>{t.from(clock(since))}</Moment>
              </p>
            )}
          </Person>
        ))}
      </Part>
      <Part title={t.consents}>
        <ul class="consents">
          {SCOPES.map((scope) => {
            const changes = told.consents.get(scope) ?? [];
            return (
              <li key={scope} class={changes.at(-1)?.granted ? 'granted' : ''}>
                {changes.at(-1)?.granted ? <Check size={16} /> : <X size={16} />}
                <span>
                  {text.value.scopes[scope]}
                  {changes.length === 0 && <span class="quiet"> {t.notGranted}</span>}
                </span>
                <span class="figures">
                  {changes.map((change) => (
                    <Moment key={change.t} t={change.t}>
                      {changes.length > 1 || !change.granted ? `${change.granted ? t.granted : t.revoked} ${clock(change.t)}` : clock(change.t)}
                    </Moment>
                  ))}
                </span>
              </li>
            );
          })}
        </ul>
      </Part>
      <Part title={t.times}>
        <Figures
          rows={[
            [t.created, `${day(language.value, created)}, ${timeOfDay(language.value, created)}`],
            [t.began, told.began === null ? t.notBegun : <Moment t={told.began}>{clock(told.began)}</Moment>],
            [t.helped, told.helped === null ? t.never : clock(told.helped)],
            [t.whole, clock(end)],
            ...([[t.curtain, told.curtain], [t.hold, told.hold], [t.gaps, told.gaps]] as const).map(([name, { n, ms }]) => [name, n === 0 ? t.never : t.times_n(clock(ms), n)] as const),
          ]}
        />
      </Part>
      <Part title={t.counts}>
        <Figures
          rows={[
            [t.steps, `${told.counts.steps}${told.counts.steps > 0 ? `, ${t.stepsDone(told.counts.done, told.counts.stuck)}` : ''}`],
            [t.marks, String(told.counts.marks)],
            [t.messages, String(told.counts.messages)],
            [t.stills, String(told.counts.stills)],
          ]}
        />
      </Part>
      {facts.unknown.size > 0 && (
        <Part title={t.unknown}>
          <Figures rows={[...facts.unknown].map(([type, count]) => [<span class="mono">{type}</span>, `n = ${count}`] as const)} />
          <p class="small">{t.unknownHelp}</p>
        </Part>
      )}
    </div>
  );
}

function Part({ title, children }: { title: string; children: ComponentChildren }) {
  return (
    <section>
      <h3>{title}</h3>
      {children}
    </section>
  );
}

function Person({ name, role, of, children }: { name: string | null; role: string; of: 'customer' | 'supervisor'; children?: ComponentChildren }) {
  return (
    <div class={`person ${of}`}>
      <Avatar name={name ?? '?'} />
      <div>
        <p>
          <b>{name ?? <Erased />}</b> <span class="quiet">{role}</span>
        </p>
        <div class="small">{children}</div>
      </div>
    </div>
  );
}

function Figures({ rows }: { rows: readonly (readonly [ComponentChildren, ComponentChildren])[] }) {
  return (
    <dl class="figures-list">
      {rows.map(([name, value], i) => (
        <div key={i}>
          <dt>{name}</dt>
          <dd class="figures">{value}</dd>
        </div>
      ))}
    </dl>
  );
}

/** A time that leads to its moment. */
function Moment({ t, children }: { t: number; children: ComponentChildren }) {
  const { player } = useReplay();
  return (
    <button type="button" class="time-link" onClick={() => player.seek(t)}>
      {children}
    </button>
  );
}

function abilities(can: { screen: boolean; camera: boolean; microphone: boolean }): string {
  const t = text.value.summary;
  const names = (['screen', 'camera', 'microphone'] as const).filter((name) => can[name]).map((name) => t.abilities[name]);
  return names.length === 0 ? t.cannot : t.can(new Intl.ListFormat(language.value).format(names));
}
