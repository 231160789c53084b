import { useSignal } from '@preact/signals';
import { Dialog } from '../../shared/ui/Dialog';
import { Check, CircleDot, Copy, ShieldAlert, ShieldCheck, ShieldX, X, type Icon } from '../../shared/ui/icons';
import { toast } from '../../shared/ui/Toast';
import type { SessionSummary, Verdict } from '../../shared/wire/wire';
import { text } from '../text';
import { ExportButton } from './ExportButton';

const LOOKS: Record<Verdict['verdict'], { tone: string; icon: Icon }> = {
  intact: { tone: 'ok', icon: ShieldCheck },
  redacted_but_intact: { tone: 'info', icon: ShieldCheck },
  truncated: { tone: 'warn', icon: ShieldAlert },
  altered: { tone: 'danger', icon: ShieldX },
};

/** The verdict in words, with its hash and number of entries; opens what stands behind it. */
export function VerificationBadge({ verdict, summary }: { verdict: Verdict; summary: SessionSummary }) {
  const open = useSignal(false);
  const { tone, icon: Shield } = LOOKS[verdict.verdict];
  const t = text.value.proof;
  const events = verdict.verdict === 'altered' ? summary.events : verdict.events;
  return (
    <>
      <button type="button" class={`badge-button ${tone}`} aria-haspopup="dialog" title={t.open} onClick={() => (open.value = true)}>
        <Shield size={24} />
        <span>
          <b>
            {verdictWords(verdict)}, {t.events(events)}
          </b>
          {verdict.verdict !== 'altered' && <span class="mono hash">sha256 {shortHash(verdict.head)}</span>}
        </span>
      </button>
      {open.value && <Proof verdict={verdict} summary={summary} onClose={() => (open.value = false)} />}
    </>
  );
}

function Proof({ verdict, summary, onClose }: { verdict: Verdict; summary: SessionSummary; onClose: () => void }) {
  const t = text.value.proof;
  const { tone, icon: Shield } = LOOKS[verdict.verdict];
  const checks = t.steps.split('\n');
  return (
    <Dialog title={t.title} onClose={onClose}>
      <p class={`verdict ${tone}`}>
        <Shield size={24} />
        <span>
          <b>{verdictWords(verdict)}.</b> {explained(verdict, summary)}
        </span>
      </p>
      {verdict.verdict !== 'altered' && (
        <>
          <h3>{t.head}</h3>
          <p class="mono whole-hash">{grouped(verdict.head)}</p>
          <button type="button" class="button quiet" onClick={() => void copyHash(verdict.head)}>
            <Copy size={16} /> {t.copy}
          </button>
        </>
      )}
      <h3>{verdict.verdict === 'altered' ? t.checks : t.checked}</h3>
      <ul class="checked">
        {checks.map((step, i) => (
          <li key={step} class={passed(verdict, i === checks.length - 1)}>
            <Passed verdict={verdict} last={i === checks.length - 1} /> {step}
          </li>
        ))}
      </ul>
      <p class="small">{t.offline}</p>
      <p class="mono command">{t.command}</p>
      <p class="small">{t.offlineHelp}</p>
      <div class="actions">
        <ExportButton session={summary.session} />
        <button type="button" class="button plain" onClick={onClose}>
          {text.value.close}
        </button>
      </div>
    </Dialog>
  );
}

/** Whether a check was passed; after a fault the rest was not looked at, so none is claimed. */
function passed(verdict: Verdict, last: boolean): 'passed' | 'failed' | 'unknown' {
  if (verdict.verdict === 'altered') return 'unknown';
  return verdict.verdict === 'truncated' && last ? 'failed' : 'passed';
}

const SIGNS = { passed: Check, failed: X, unknown: CircleDot };

function Passed({ verdict, last }: { verdict: Verdict; last: boolean }) {
  const Sign = SIGNS[passed(verdict, last)];
  return <Sign size={16} />;
}

function verdictWords(verdict: Verdict): string {
  const { words: names } = text.value.proof;
  if (verdict.verdict !== 'altered') return names[verdict.verdict];
  return verdict.seq === 0 ? names.header : names.altered(verdict.seq);
}

function explained(verdict: Verdict, { closed_at }: SessionSummary): string {
  const { said, faults } = text.value.proof;
  switch (verdict.verdict) {
    case 'intact':
      return said.intact(verdict.events);
    case 'redacted_but_intact':
      return said.redacted_but_intact(verdict.events, verdict.erased);
    case 'truncated':
      return `${said.truncated(verdict.events)} ${closed_at === null ? said.running : said.cut}`;
    case 'altered':
      return verdict.seq === 0 ? said.header(faults[verdict.fault]) : said.altered(verdict.seq, faults[verdict.fault]);
  }
}

async function copyHash(hash: string): Promise<void> {
  try {
    await navigator.clipboard.writeText(hash);
    toast(text.value.proof.copied);
  } catch {
    toast(text.value.player.notCopied);
  }
}

/** `9f3c 61ae … d07b a41e`. */
function shortHash(hash: string): string {
  return `${grouped(hash.slice(0, 8))} … ${grouped(hash.slice(-8))}`;
}

function grouped(hash: string): string {
  return hash.replace(/(.{4})(?=.)/g, '$1 ');
}
