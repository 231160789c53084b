import { useLayoutEffect } from 'preact/hooks';
import type { TargetedEvent } from 'preact';
import { Camera, EyeOff, Image, Smartphone, SwitchCamera, type Icon } from '../../shared/ui/icons';
import { abilities } from '../abilities';
import type { CustomerSession } from '../session';
import { possibleScopes, ScopeCard } from '../views/Consent';
import { Sheet } from '../views/Sheet';
import { theDesk } from './desk';
import { FaultNote } from './FaultNote';
import { text } from './speech';

/** What to show, best rung first, and what is allowed. What this browser can't do is not offered. */
export function SourcesSheet({ session, onClose }: { session: CustomerSession; onClose: () => void }) {
  const t = text.value.sources;
  const { media } = theDesk();
  const can = abilities();
  const shown = media.shown.value;
  // A photo that was shown before a reload is shown still.
  const isShowing = shown.kind !== 'none' || session.view.value?.picture.source !== 'none';
  const isCamera = shown.kind === 'live' && shown.source === 'camera';
  /** Shows something, and closes once it is shown. */
  const run = async (show: () => Promise<unknown>) => {
    await show();
    if (media.fault.peek() === null) onClose();
  };
  usePasted((file) => void run(() => media.showPhoto(file)));
  return (
    <Sheet id="sources" title={t.title} onClose={onClose}>
      <FaultNote session={session} />
      <ul class="choices">
        {can.screen && <Choice icon={Smartphone} words={t.screen} onPick={() => void run(() => media.show('screen'))} />}
        {can.camera && !isCamera && <Choice icon={Camera} words={t.camera} onPick={() => void run(() => media.show('camera'))} />}
        {isCamera && <Choice icon={SwitchCamera} words={t.turn} onPick={() => void run(() => media.turnCamera())} />}
        <li>
          <label class="choice">
            <Image size={24} />
            <span>
              <b>{t.photo.title}</b> {t.photo.more}
            </span>
            <input class="unseen" type="file" accept="image/*" onChange={(event) => pick(event, (file) => void run(() => media.showPhoto(file)))} />
          </label>
        </li>
        {isShowing && <Choice icon={EyeOff} words={t.nothing} onPick={() => void run(() => media.showNothing())} />}
      </ul>
      {possibleScopes().map((scope) => (
        <ScopeCard
          key={scope}
          session={session}
          scope={scope}
          on={session.view.value?.consent[scope] === true}
          onToggle={(on) => void (on ? media.allow(scope) : media.revoke(scope))}
        />
      ))}
    </Sheet>
  );
}

function Choice(props: { icon: Icon; words: { title: string; more: string }; onPick: () => void }) {
  return (
    <li>
      <button type="button" class="choice" onClick={props.onPick}>
        <props.icon size={24} />
        <span>
          <b>{props.words.title}</b> {props.words.more}
        </span>
      </button>
    </li>
  );
}

function pick(event: TargetedEvent<HTMLInputElement>, take: (file: File) => void): void {
  const file = event.currentTarget.files?.[0];
  event.currentTarget.value = ''; // the same file may be picked again
  if (file) take(file);
}

/** Takes a picture from the clipboard while the sheet is open: from its first moment on, before it is painted. */
function usePasted(take: (file: File) => void): void {
  useLayoutEffect(() => {
    const paste = (event: ClipboardEvent) => {
      const file = [...(event.clipboardData?.files ?? [])].find((each) => each.type.startsWith('image/'));
      if (file) take(file);
    };
    addEventListener('paste', paste);
    return () => removeEventListener('paste', paste);
  }, []);
}
