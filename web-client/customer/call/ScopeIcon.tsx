import { Camera, CircleDot, Eye, Mic, type Icon } from '../../shared/ui/icons';
import type { Scope } from '../../shared/wire/wire';

const ICONS: Record<Scope, Icon> = { view_screen: Eye, view_camera: Camera, hear: Mic, snapshot: CircleDot };

/** The sign of a scope, beside its words. */
export function ScopeIcon({ scope }: { scope: Scope }) {
  const Sign = ICONS[scope];
  return <Sign />;
}
