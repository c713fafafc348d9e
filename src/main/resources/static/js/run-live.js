// Follows a run through its server-sent events: curves, progress and log change as it trains. When the stream cannot be had, the page
// goes on asking every two seconds, as it does without this.
import {drawRunCharts} from './run-charts.js';

const MOST_LINES = 500;
const NEWS = 'run-news';

/** The server writes it as the page has it. */
function showNow({shown, share}) {
  for (const [name, text] of Object.entries(shown)) {
    document.querySelector(`[data-now="${name}"]`)?.replaceChildren(text);
  }
  const bar = document.querySelector('progress[data-now]');
  if (bar) {
    bar.value = share;
  }
}

function showLine({line, at, level, text}) {
  const box = document.getElementById('log-lines');
  const log = box?.querySelector('.log');
  const list = log?.querySelector('ol');
  const {q = '', level: wanted = ''} = box?.dataset ?? {};
  if (!list || (wanted && wanted !== level) || !text.toLowerCase().includes(q.toLowerCase())
    || list.querySelector(`[data-line="${line}"]`)) {
    return;
  }
  const atEnd = log.scrollTop + log.clientHeight >= log.scrollHeight - 8;
  const item = document.createElement('li');
  item.className = level.toLowerCase();
  item.dataset.line = line;
  const time = document.createElement('time');
  time.dateTime = at;
  time.textContent = at.slice(0, 19).replace('T', ' ');
  item.append(time, ' ');
  if (level !== 'INFO') {
    const word = document.createElement('b');
    word.textContent = level.toLowerCase();
    item.append(word, ' ');
  }
  item.append(text);
  list.append(item);
  log.classList.remove('none');
  document.getElementById('log-total')?.replaceChildren();
  while (list.children.length > MOST_LINES) {
    list.firstElementChild.remove();
  }
  if (atEnd) {
    log.scrollTop = log.scrollHeight;
  }
}

/** The element that asks for the tables: on a clock, or when there is news. Lines of the log come as events then. */
function pollOn(trigger, parts) {
  const poll = document.getElementById('poll');
  if (poll) {
    const next = poll.cloneNode(false);
    next.setAttribute('hx-trigger', trigger);
    next.setAttribute('hx-select-oob', parts);
    poll.replaceWith(next);
    window.htmx.process(next);
  }
}

function followRun(charts) {
  const toEnd = () => document.querySelectorAll('.log').forEach(log => {
    log.scrollTop = log.scrollHeight;
  });
  toEnd();
  for (const swapped of ['htmx:afterSwap', 'htmx:oobAfterSwap']) {
    document.body.addEventListener(swapped, event => event.detail.target?.id.startsWith('log-') && toEnd());
  }
  // The box that asks for certainty stays as the reader has it, until there is nothing left to cancel.
  document.body.addEventListener('htmx:oobAfterSwap', ({detail}) => {
    if (detail.target?.id === 'hold' && !document.querySelector('#hold[data-cancel]')) {
      document.getElementById('cancel')?.remove();
    }
  });
  const page = document.querySelector('[data-follow]');
  if (!page || !window.EventSource) {
    return;
  }
  const address = new URL(page.dataset.follow, location.href);
  const parts = document.getElementById('poll').getAttribute('hx-select-oob');
  let asked = 0;
  let source = null;
  let over = false;
  const news = () => {
    clearTimeout(asked);
    asked = setTimeout(() => window.htmx.trigger('#poll', NEWS), 300);
  };
  const listen = (name, handle) => source.addEventListener(name, event => {
    if (event.lastEventId) {
      address.searchParams.set('after', event.lastEventId);
    }
    handle(JSON.parse(event.data));
  });
  const open = () => {
    source?.close();
    source = new EventSource(address);
    source.addEventListener('open', () => {
      charts.follow();
      pollOn(NEWS, parts.replace(',#log-news', ''));
    });
    listen('now', showNow);
    listen('log', line => {
      showLine(line);
      // a line is what tells of a checkpoint, which comes after the values of its epoch
      news();
    });
    listen('metric', ({values}) => {
      charts.append(values);
      if (values.some(value => value.name === 'test/top1')) {
        news();
      }
    });
    listen('state', ({last}) => {
      news();
      if (last) {
        over = true;
        source.close();
      }
    });
    source.addEventListener('error', () => {
      if (source.readyState === EventSource.CLOSED && !over) {
        over = true;
        charts.leave();
        pollOn('every 2s', parts);
      }
    });
  };

  if (!document.hidden) {
    open();
  }
  // A browser keeps few connections to one server: tabs that nobody looks at give theirs back, and catch up later.
  document.addEventListener('visibilitychange', () => {
    if (document.hidden) {
      source?.close();
    } else if (!over) {
      open();
    }
  });
}

followRun(drawRunCharts());
