import type { ComponentChildren } from 'preact';
import type { Icon } from '../ui/icons';
import { Logo } from '../ui/Logo';

/** Where one can go from the rail. */
export type Place = {
  readonly href: string;
  readonly name: string;
  readonly icon: Icon;
  /** As in `aria-current`: this page, or one below it. */
  readonly current?: 'page' | 'true' | undefined;
  /** What stands after the name, such as how many wait there. */
  readonly after?: ComponentChildren;
  readonly onClick?: (event: MouseEvent) => void;
};

type Props = {
  readonly label: string;
  /** Where the product's sign leads. */
  readonly home: string;
  readonly places: readonly Place[];
  /** What stands below the places. */
  readonly children: ComponentChildren;
};

/** The way around the staff's pages. Where it is narrow the words are heard, not seen. */
export function Rail({ label, home, places, children }: Props) {
  return (
    <nav class="rail" aria-label={label}>
      <a class="brand" href={home}>
        <Logo size={22} /> <span class="word">Cicerone</span>
      </a>
      <ul class="places">
        {places.map(({ href, name, icon: Sign, current, after, onClick }) => (
          <li key={href}>
            <a class="place" href={href} title={name} aria-current={current} onClick={onClick}>
              <Sign size={18} /> <span class="word">{name}</span>
              {after}
            </a>
          </li>
        ))}
      </ul>
      {children}
    </nav>
  );
}
