/** The lanes of the timeline, for the eye; the playhead and the table tell the same to the ear. */
import type { ComponentChildren } from 'preact';
import { clock } from '../../shared/format';
import { Pause, Snowflake } from '../../shared/ui/icons';
import type { ChatPoint, Lanes as All, MarkPoint, StepSpan } from '../model/lanes';
import { cluster, type Span } from '../model/runs';
import { text } from '../text';
import { clearOf } from './line';
import { MarkSign } from './MarkSign';
import { NetworkLane } from './NetworkLane';

type Props = { readonly lanes: All; readonly end: number; /** Of the whole tape, px. */ readonly width: number };

/** Signs nearer to each other than this are one sign with their number, px. */
const MARK_PX = 20;
const DASH_PX = 9;
const NOTCH_PX = 4;
/** Room that is needed, px: for an edge; a number; a number and a word; a whole step; the cause of a gap; an icon. */
const ROOM_PX = { edge: 7, number: 12, word: 54, text: 150, cause: 84, icon: 15 } as const;

export function Lanes({ lanes, end, width }: Props) {
  const t = text.value.timeline;
  const px = (span: Span) => ((span.to - span.from) / Math.max(1, end)) * width;
  const least = (apart: number) => (apart / Math.max(1, width)) * end;
  return (
    <div class="lanes" aria-hidden="true">
      <div class="lane steps">
        {lanes.steps.map((step) => (
          <Bar key={step.from} span={step} end={end} room={px(step)} tone={step.wasStuck && step.tone !== 'withdrawn' ? 'stuck' : step.tone} title={stepTitle(step)}>
            {stepWords(step, px(step))}
          </Bar>
        ))}
        {lanes.ending && (
          <Bar span={lanes.ending} end={end} room={px(lanes.ending)} tone={`ending ${lanes.ending.disposition ?? ''}`} title={endingWords(lanes.ending)}>
            {px(lanes.ending) > ROOM_PX.word && endingWords(lanes.ending)}
          </Bar>
        )}
      </div>
      <div class="lane marks-lane">
        {cluster(lanes.marks, (mark) => mark.t, least(MARK_PX)).map((group) => (
          <MarkGroup key={group[0]?.n} group={group} end={end} />
        ))}
      </div>
      <div class="lane chat">
        {(['supervisor', 'customer'] as const).map((by) =>
          cluster(lanes.chat.filter((said) => said.by === by), (said) => said.t, least(DASH_PX)).map((group) => <Dash key={`${by}${group[0]?.t}`} group={group} end={end} />),
        )}
      </div>
      <div class="lane network">
        <NetworkLane network={lanes.network} end={end} width={width} />
      </div>
      <div class="lane stops">
        {lanes.curtain.map((span) => (
          <Bar key={span.from} span={span} end={end} room={px(span)} tone="drawn" title={t.curtain(clock(span.to - span.from))} />
        ))}
        {lanes.hold.map((span) => (
          <Bar key={span.from} span={span} end={end} room={px(span)} tone="hold" title={t.hold(clock(span.to - span.from))}>
            {px(span) > ROOM_PX.icon && <Pause size={16} />}
          </Bar>
        ))}
      </div>
      <div class="lane sources">
        {lanes.sources.map((span) => {
          const { source, frozen } = span.value;
          const name = frozen ? t.frozen(text.value.sources[source]) : text.value.sources[source];
          return (
            <Bar key={span.from} span={span} end={end} room={px(span)} tone={frozen ? `${source} frozen` : source} title={name}>
              {px(span) > ROOM_PX.word ? (frozen && px(span) < ROOM_PX.text ? <Snowflake size={16} /> : name) : frozen && px(span) > ROOM_PX.icon && <Snowflake size={16} />}
            </Bar>
          );
        })}
        {cluster(lanes.stills, (at) => at, least(NOTCH_PX)).map((group) => (
          <i key={group[0]} class="notch" style={{ left: place(group[0] ?? 0, end) }} />
        ))}
      </div>
      {lanes.gaps.map((gap) => {
        const [away, lasted] = [text.value.away[gap.value.away], clock(gap.to - gap.from)];
        const said = t.gap(away, text.value.causes[gap.value.cause], lasted);
        return (
          <Bar key={gap.from} span={gap} end={end} room={px(gap)} tone="gap" title={said}>
            {px(gap) > ROOM_PX.cause && <span class="cause">{px(gap) > ROOM_PX.text ? said : t.shortGap(away, lasted)}</span>}
          </Bar>
        );
      })}
    </div>
  );
}

function Bar({ span, end, room, tone, title, children }: { span: Span; end: number; room: number; tone: string; title: string; children?: ComponentChildren }) {
  return (
    <div class={`bar ${tone}${room < ROOM_PX.edge ? ' thin' : ''}`} title={title} style={{ left: place(span.from, end), width: place(span.to - span.from, end) }}>
      {children}
    </div>
  );
}

function MarkGroup({ group, end }: { group: readonly MarkPoint[]; end: number }) {
  const first = group[0];
  if (!first) return null;
  const { lines, marks, timeline } = text.value;
  const title = group.map((mark) => [lines['mark.drawn'](mark.n, marks[mark.shape]), clearOf(mark.label)].filter(Boolean).join(', ')).join('\n');
  return (
    <span class="point" title={title} style={{ left: place(first.t, end) }}>
      {group.length === 1 ? <MarkSign shape={first.shape} colour={first.colour} /> : <b class="several" aria-label={timeline.several(group.length, timeline.lanes.marks)}>{group.length}</b>}
    </span>
  );
}

function Dash({ group, end }: { group: readonly ChatPoint[]; end: number }) {
  const [first, last] = [group[0], group.at(-1)];
  if (!first || !last) return null;
  return <i class={`dash ${first.by}`} style={{ left: place(first.t, end), width: `max(8px, ${place(last.t - first.t, end)})` }} />;
}

function stepWords(step: StepSpan, room: number): string {
  const t = text.value.timeline;
  if (room < ROOM_PX.number) return '';
  if (step.wasStuck) return room > ROOM_PX.word ? t.stuck(step.n) : `${step.n}!`;
  const said = clearOf(step.text);
  return room > ROOM_PX.text && said !== null ? `${step.n} ${said}` : String(step.n);
}

function stepTitle(step: StepSpan): string {
  const t = text.value.timeline;
  return t.step(step.n, clearOf(step.text) ?? text.value.erased, t.stepStates[step.tone], clock(step.to - step.from));
}

function endingWords(ending: NonNullable<All['ending']>): string {
  return ending.disposition === null ? text.value.timeline.writeUp : text.value.dispositions[ending.disposition];
}

function place(t: number, end: number): string {
  return `${((t / Math.max(1, end)) * 100).toFixed(4)}%`;
}
