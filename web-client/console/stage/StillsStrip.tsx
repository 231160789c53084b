import { clock } from '../../shared/format';
import type { SessionView, StoredStill } from '../../shared/wire/wire';
import { dialog } from '../model/dialog';
import type { Live } from '../model/live';
import { text } from '../text';

/** Stills that are drawn; older ones are in the review. */
const SHOWN = 24;

/** What is kept of the picture, newest first. */
export function StillsStrip({ live, view }: { live: Live; view: SessionView }) {
  const { stills } = text.value;
  return (
    <section class="side-list stills" aria-labelledby="stills-title">
      <h2 id="stills-title">
        {stills.title} {view.stills.length > 0 && <span class="figures">{view.stills.length}</span>}
      </h2>
      {!view.consent.snapshot ? <p class="quiet-text">{stills.off}</p> : view.stills.length === 0 && <p class="quiet-text">{stills.empty}</p>}
      {/* What was kept before stays in the log, but a drawn curtain hides every picture. */}
      {!view.curtain.drawn && (
        <ul>
          {view.stills
            .slice(-SHOWN)
            .toReversed()
            .map((still) => (
              <li key={still.still}>
                <Thumb live={live} still={still} start={view.active_t ?? 0} />
              </li>
            ))}
        </ul>
      )}
    </section>
  );
}

function Thumb({ live, still, start }: { live: Live; still: StoredStill; start: number }) {
  const { stills } = text.value;
  const picture = live.stills.picture(still.still).value;
  const [reason, time] = [stills.reasons[still.reason], clock(still.stored_t - start)];
  const name = stills.open(reason, time);
  return (
    <button type="button" class="thumb" aria-label={picture.name === 'missing' ? `${name}. ${stills.notHere}` : name} onClick={() => (dialog.value = { name: 'still', still: still.still })}>
      {picture.name === 'there' && <img src={picture.url} alt="" loading="lazy" />}
      {picture.name === 'loading' && <span class="skeleton thumb-blank" />}
      {picture.name === 'missing' && <span class="thumb-blank thumb-missing">{stills.notHere}</span>}
      <span class="thumb-words">
        <span>{reason}</span> <span class="figures">{time}</span>
      </span>
    </button>
  );
}
