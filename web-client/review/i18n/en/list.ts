/** The list of sessions. */
import { counting } from '../../../shared/format';

const n = (count: number) => count.toLocaleString('en');
const counted = counting('en');

export default {
  list: {
    title: 'Review',
    found: (count: number) => counted(count, 'session', 'sessions'),
    search: 'Search',
    searchHint: 'Name, topic, chat, steps, notes',
    from: 'From',
    to: 'To',
    supervisor: 'Supervisor',
    everybody: 'All supervisors',
    disposition: 'Disposition',
    anyDisposition: 'All dispositions',
    state: 'State',
    anyState: 'All states',
    states: { over: 'Over', open: 'Going on' },
    clear: 'Clear filters',
    loading: 'Loading sessions',
    columns: { created: 'Created', customer: 'Customer and topic', supervisor: 'Supervisor', result: 'Result', lasted: 'Help lasted', events: 'Events' },
    open: (name: string, when: string) => `${name}, ${when}`,
    unnamed: 'Name erased',
    noTopic: 'No topic',
    neverBegan: 'Not begun',
    noMatch: 'No session matches these filters.',
    none: 'There is no session yet.',
    openConsole: 'Open the console',
    more: (count: number) => `Show ${n(count)} more`,
    moreLoading: 'Loading …',
    shown: (shown: number, total: number) => `${n(shown)} of ${n(total)} shown`,
    failed: 'The list could not be loaded',
    moreFailed: 'The next ones could not be loaded',
  },
};
