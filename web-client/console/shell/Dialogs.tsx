import { useEffect } from 'preact/hooks';
import { EndDialog } from '../call/EndDialog';
import type { Calls } from '../model/calls';
import { closeDialog, dialog, hasSubject } from '../model/dialog';
import { StillDialog } from '../stage/StillDialog';
import { HelpSheet } from './HelpSheet';
import { Settings } from './Settings';

/** The question that is open now, as long as what it is about is there. */
export function Dialogs({ calls }: { calls: Calls }) {
  const open = dialog.value;
  const live = calls.onScreen.value;
  const view = live?.socket.view.value ?? null;
  const lost = open !== null && !hasSubject(open, view);
  useEffect(() => {
    if (lost) closeDialog();
  }, [lost]);
  // Whoever signs in next begins without it.
  useEffect(() => closeDialog, []);
  if (open === null || lost) return null;
  switch (open.name) {
    case 'settings':
      return <Settings onClose={closeDialog} />;
    case 'help':
      return <HelpSheet onClose={closeDialog} />;
    case 'end':
      return live && <EndDialog live={live} onClose={closeDialog} />;
    case 'still':
      return live && <StillDialog live={live} still={open.still} onClose={closeDialog} />;
  }
}
