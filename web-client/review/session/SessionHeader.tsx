import { useSignal } from '@preact/signals';
import { day, timeOfDay } from '../../shared/format';
import { Dialog } from '../../shared/ui/Dialog';
import { ArrowLeft, Image, Info } from '../../shared/ui/icons';
import { addressOf, type Filters } from '../model/address';
import { follow } from '../model/route';
import { language, text } from '../text';
import { Result } from '../ui/Result';
import { useReplay } from './context';
import { Erased } from './EntryRow';
import { ExportButton } from './ExportButton';
import { VerificationBadge } from './Proof';
import { SummaryPanel } from './SummaryPanel';

/** Back to the list as it was. */
export function Back({ filters }: { filters: Filters }) {
  const to = { name: 'list', filters } as const;
  const t = text.value.session;
  return (
    <a class="button icon-only back" href={addressOf(to)} title={t.back} aria-label={t.back} onClick={(event) => follow(event, to)}>
      <ArrowLeft size={20} />
    </a>
  );
}

/** The same as a button with its words. */
export function BackLink({ filters }: { filters: Filters }) {
  const to = { name: 'list', filters } as const;
  return (
    <a class="button primary" href={addressOf(to)} onClick={(event) => follow(event, to)}>
      {text.value.session.back}
    </a>
  );
}

export function SessionHeader({ filters }: { filters: Filters }) {
  const { player } = useReplay();
  const { summary, told, verification } = player.reading;
  const t = text.value.session;
  const open = useSignal(false);
  const created = new Date(summary.created_at);
  const when = `${day(language.value, created)}, ${timeOfDay(language.value, created)}`;
  const guided = t.guided(summary.supervisor_name ?? text.value.supervisor.toLowerCase(), when);
  return (
    <header class="session-head">
      <Back filters={filters} />
      <div class="who">
        <h1>{summary.reference ?? <Erased />}</h1>
        <p>{[summary.topic, guided].filter(Boolean).join(', ')}</p>
      </div>
      <p class="chips">
        <Result state={summary.state} outcome={summary.outcome} disposition={summary.disposition} />
        <span class="chip">
          <Image size={16} /> {t.kept(told.counts.stills)}
        </span>
      </p>
      <span class="spring" />
      <VerificationBadge verdict={verification} summary={summary} />
      <button type="button" class="button quiet summary-button" title={t.summary} aria-haspopup="dialog" onClick={() => (open.value = true)}>
        <Info size={16} /> <span class="word">{t.summary}</span>
      </button>
      <ExportButton session={summary.session} />
      {open.value && (
        <Dialog title={text.value.summary.title} onClose={() => (open.value = false)}>
          <SummaryPanel />
        </Dialog>
      )}
    </header>
  );
}
