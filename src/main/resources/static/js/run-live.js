// Follows a run through its server-sent events: curves, progress and log change as it trains. When the stream cannot be had, the page
// goes on asking every two seconds, as it does without this.
const MOST_LINES = 500;
const NEWS = 'run-news';
const ENDED = ['COMPLETED', 'FAILED', 'CANCELED'];

const percent = fraction => fraction === null ? '–' : `${(fraction * 100).toFixed(2)} %`;

/** 75 is "1 min 15 s", as the server writes it. */
function seconds(value) {
  const all = Math.max(0, Math.round(value));
  const [days, hours, minutes] = [Math.floor(all / 86400), Math.floor(all / 3600), Math.floor(all / 60)];
  if (days > 0) {
    return `${days} d ${hours % 24} h`;
  }
  if (hours > 0) {
    return `${hours} h ${minutes % 60} min`;
  }
  return minutes > 0 ? `${minutes} min ${all % 60} s` : `${all} s`;
}

function showNow({progress, metrics}) {
  const {epoch, epochs, step, steps} = progress;
  const share = epochs > 0 ? Math.min(1, (epoch + (steps > 0 ? step / steps : 0)) / epochs) : 0;
  const shown = {
    epoch: `${epoch} of ${epochs}`,
    last: percent(metrics.last),
    best: percent(metrics.best),
    left: seconds(progress.etaSeconds),
    speed: progress.imagesPerSecond.toFixed(0),
  };
  for (const [name, text] of Object.entries(shown)) {
    const place = document.querySelector(`[data-now="${name}"]`);
    if (place) {
      place.textContent = text;
    }
  }
  const bar = document.querySelector('[data-now="share"]');
  if (bar) {
    bar.value = share;
  }
}

function showState(state) {
  const badge = document.querySelector('#run-state .badge');
  if (badge) {
    badge.className = `badge ${state.toLowerCase()}`;
    badge.textContent = state.toLowerCase();
    // its place in the queue, of the state before
    document.querySelector('#run-state ~ small')?.remove();
  }
  if (ENDED.includes(state)) {
    document.getElementById('cancel')?.remove();
  }
}

function showLine({line, at, level, text}) {
  const box = document.getElementById('log-lines');
  const list = box?.querySelector('.log');
  const {q = '', level: wanted = ''} = box?.dataset ?? {};
  if (!list || (wanted && wanted !== level) || !text.toLowerCase().includes(q.toLowerCase())
    || list.querySelector(`[data-line="${line}"]`)) {
    return;
  }
  const atEnd = list.scrollTop + list.clientHeight >= list.scrollHeight - 8;
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
  list.classList.remove('none');
  document.getElementById('log-total')?.replaceChildren();
  while (list.children.length > MOST_LINES) {
    list.firstElementChild.remove();
  }
  if (atEnd) {
    list.scrollTop = list.scrollHeight;
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

export function followRun(charts) {
  const toEnd = () => document.querySelectorAll('.log').forEach(log => {
    log.scrollTop = log.scrollHeight;
  });
  toEnd();
  for (const swapped of ['htmx:afterSwap', 'htmx:oobAfterSwap']) {
    document.body.addEventListener(swapped, event => event.detail.target?.id.startsWith('log-') && toEnd());
  }
  const page = document.querySelector('[data-follow]');
  if (!page || !charts || !window.EventSource) {
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
    listen('state', ({state, last}) => {
      showState(state);
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
