/** Words that more than one page says. A page's own catalogue spreads these first. */
export default {
  close: 'Close',
  cancel: 'Cancel',
  quality: { good: 'Good connection', fair: 'Fair connection', poor: 'Poor connection' },
  marks: { ring: 'Ring', arrow: 'Arrow', box: 'Box', freehand: 'Drawing', number: 'Number', text: 'Text' },
};
