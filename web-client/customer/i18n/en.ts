import common from '../../shared/i18n/en';

export default {
  ...common,
  join: {
    page: 'Get help',
    title: 'Someone is ready to help you',
    byCode: 'Type the code you were told',
    first: 'First 4',
    last: 'Last 4',
    help: 'It has 8 digits and works once.',
    enter: 'Join',
    press: 'You press every button.',
    pressMore: 'Nobody can control your phone.',
    decide: 'You decide what is seen',
    decideMore: 'and hide it with one tap.',
    leave: 'You leave when you like.',
    leaveMore: 'There is nothing to install.',
    poweredBy: 'Runs on Cicerone',
    noScript: 'This page works with JavaScript. Type the code, and it will ask your browser to switch it on.',
  },
};
