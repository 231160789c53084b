import { useSignal } from '@preact/signals';
import { Download } from '../../shared/ui/icons';
import { toast } from '../../shared/ui/Toast';
import { exportLog } from '../model/requests';
import { text } from '../text';
import { faultText } from '../ui/FaultCard';

/** Saves the log as JSON lines. Fetched rather than linked, because a link can't carry the access token. */
export function ExportButton({ session }: { session: string }) {
  const t = text.value.session;
  const busy = useSignal(false);
  async function save() {
    if (busy.value) return;
    busy.value = true;
    const answer = await exportLog(session);
    busy.value = false;
    if (!answer.ok) return void toast(`${t.exportFailed} ${faultText(answer.code)}`);
    const url = URL.createObjectURL(answer.value);
    const link = document.createElement('a');
    link.href = url;
    link.download = `cicerone-${session}.jsonl`;
    link.click();
    // The browser has begun to read it by the next turn at the latest.
    setTimeout(() => URL.revokeObjectURL(url), 1_000);
    toast(t.exported);
  }
  return (
    <button type="button" class="button quiet" title={t.export} aria-busy={busy.value} onClick={() => void save()}>
      <Download size={16} /> <span class="word">{busy.value ? t.exporting : t.export}</span>
    </button>
  );
}
