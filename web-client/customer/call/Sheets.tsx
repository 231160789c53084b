import type { CustomerSession } from '../session';
import { ChatSheet } from './Chat';
import { closeSheet, sheet } from './parts';
import { SourcesSheet } from './Sources';

/** The sheet that is open above the bar, if one is. */
export function Sheets({ session }: { session: CustomerSession }) {
  switch (sheet.value) {
    case 'chat':
      return <ChatSheet session={session} onClose={closeSheet} />;
    case 'sources':
      return <SourcesSheet session={session} onClose={closeSheet} />;
    case null:
      return null;
  }
}
