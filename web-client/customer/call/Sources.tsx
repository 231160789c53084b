import type { TargetedEvent } from 'preact';
import { useLayoutEffect } from 'preact/hooks';
import { Camera, Copy, EyeOff, Image, Smartphone, SwitchCamera, type Icon } from '../../shared/ui/icons';
import { abilities, possibleScopes } from '../abilities';
import type { CustomerSession } from '../session';
import { ScopeCard } from '../ui/ScopeCard';
import { Sheet } from '../ui/Sheet';
import { FaultNote } from './FaultNote';
import { theParts } from './parts';
import { ScopeIcon } from './ScopeIcon';
import { text } from './text';

/** What to show, best rung first, and what is allowed. What this browser can't do is not offered. */
export function SourcesSheet({ session, onClose }: { session: CustomerSession; onClose: () => void }) {
  const t = text.value.sources;
  const { media } = theParts();
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
        <FileChoice icon={Image} words={t.photo} onPick={(file) => void run(() => media.showPhoto(file))} />
        {canTake() && <FileChoice icon={Camera} words={t.take} capture="environment" onPick={(file) => void run(() => media.showPhoto(file))} />}
        {canPaste() && <Choice icon={Copy} words={t.paste} onPick={() => void run(() => media.pastePhoto())} />}
        {isShowing && <Choice icon={EyeOff} words={t.nothing} onPick={() => void run(() => media.showNothing())} />}
      </ul>
      {possibleScopes().map((scope) => (
        <ScopeCard
          key={scope}
          name={session.name.value}
          scope={scope}
          on={session.view.value?.consent[scope] === true}
          onToggle={(on) => void (on ? media.allow(scope) : media.revoke(scope))}
        >
          <ScopeIcon scope={scope} />
        </ScopeCard>
      ))}
    </Sheet>
  );
}

function FileChoice(props: { icon: Icon; words: { title: string; more: string }; capture?: 'environment'; onPick: (file: File) => void }) {
  return (
    <li>
      <label class="choice">
        <props.icon size={24} />
        <span>
          <b>{props.words.title}</b> {props.words.more}
        </span>
        <input class="unseen" type="file" accept="image/*" capture={props.capture} onChange={(event) => pick(event, props.onPick)} />
      </label>
    </li>
  );
}

/** Pickers of newer phones have no camera in them; where the browser leads to the camera itself, that is a choice of its own. */
function canTake(): boolean {
  return 'capture' in HTMLInputElement.prototype;
}

/** A phone has no key for it. */
function canPaste(): boolean {
  return typeof (navigator.clipboard as Partial<Clipboard> | undefined)?.read === 'function';
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
