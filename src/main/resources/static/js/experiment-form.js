// Form and JSON of a new experiment follow each other while one of them is edited. The server turns each into the other and
// previews it (POST /experiments/new, the page that works without this file too); what changed is taken from its answer.
import {morph} from './morph.js';

const WAIT = 350;

const PARTS = ['said', 'fields', 'spec', 'spec-wrong', 'same', 'start', 'sum', 'curl', 'preview'];

/**
 * @param from the side that the answer was made from
 * @param typed whether it was being typed there: text stays as it is then; the other side follows
 */
function take(answer, from, typed) {
  morph(PARTS, answer, field => typed && (from === 'json' ? field.id === 'spec' : field.type === 'text'));
  for (const box of document.querySelectorAll('#fields details')) {
    box.open ||= box.querySelector('.wrong') !== null;
  }
}

async function copy(text) {
  if (navigator.clipboard) {
    return navigator.clipboard.writeText(text);
  }
  // Browsers keep the clipboard from pages that came without TLS from another machine; selecting still works there.
  document.getElementById('curl-box').open = true;
  getSelection().selectAllChildren(document.getElementById('curl'));
  if (!document.execCommand('copy')) {
    throw new Error('select it and copy it by hand');
  }
}

const form = document.getElementById('experiment-form');
// Not form.dataset: that is the field of this name.
const address = form.getAttribute('data-live');
let asked = new AbortController();
let waiting;
const side = () => form.elements.side.value;
// The side that was typed into last, and whether the other one has not followed it yet.
let edited = side();
let ahead = false;
// What is in the form outlives a reload and the way back, for as long as this tab is open.
const KEPT = 'bitgap-form:' + address + location.search;
const content = () => new URLSearchParams(new FormData(form));
// A browser without storage forgets, as it does without this file.
const keep = () => {
  try {
    sessionStorage.setItem(KEPT, content());
  } catch {}
};
const keptBefore = () => {
  try {
    return sessionStorage.getItem(KEPT);
  } catch {
    return null;
  }
};
const say = text => { document.getElementById('sum').textContent = text; };

const refresh = async (submitter, live = true, body = content()) => {
  clearTimeout(waiting);
  asked.abort();
  asked = new AbortController();
  if (submitter?.name) {
    body.set(submitter.name, submitter.value);
  }
  body.set('live', live);
  const from = ahead ? edited : side();
  body.set('side', from);
  try {
    const answer = await fetch(address, {method: 'POST', headers: {Accept: 'text/html'}, body, signal: asked.signal});
    if (!answer.ok) {
      throw new Error(`the server answered ${answer.status}`);
    }
    take(await answer.text(), from, !submitter);
    ahead = false;
    keep();
  } catch (problem) {
    if (problem.name !== 'AbortError') {
      say(`The preview could not be fetched: ${problem.message}`);
    }
  }
};

/** Puts back what was there before a reload, or before the page was left; its token too, so that nothing is submitted twice. */
const restore = async body => {
  for (const name of ['token', 'side']) {
    form.elements[name].value = body.get(name);
  }
  if (body.has('tried')) {
    form.insertAdjacentHTML('afterbegin', '<input type="hidden" name="tried" value="yes">');
  }
  await refresh({}, true, body);
};

form.addEventListener('input', event => {
  keep();
  if (event.target.name === 'side') {
    // Whoever looks at the other side finds there what was just typed.
    if (ahead) {
      refresh();
    }
    return;
  }
  clearTimeout(waiting);
  asked.abort();
  // Other bits become columns by their button: half of "w3a4" is no setting.
  if (event.target.id !== 'moreBits') {
    edited = side();
    ahead = true;
    waiting = setTimeout(refresh, WAIT);
  }
});
form.addEventListener('keydown', event => {
  if (event.key === 'Enter' && event.target.id === 'moreBits') {
    event.preventDefault();
    document.getElementById('add-bits').click();
  }
});
form.addEventListener('submit', async event => {
  keep();
  const button = event.submitter;
  if (!button?.hasAttribute('data-preview')) {
    clearTimeout(waiting);
    asked.abort();
    if (ahead) {
      form.elements.side.value = edited;
    }
    return;
  }
  event.preventDefault();
  const before = new Set([...form.querySelectorAll('#fields details[id]')].map(details => details.id));
  await refresh(button, button.id !== 'look');
  if (button.id === 'add-pair') {
    const added = [...form.querySelectorAll('#fields tr.own > td > details')].find(details => !before.has(details.id));
    added?.querySelector('select')?.focus();
  }
});
const button = document.getElementById('copy-curl');
button.hidden = false;
button.addEventListener('click', async () => {
  try {
    if (waiting) {
      await refresh();
    }
    await copy(document.getElementById('curl').textContent);
    say('Copied.');
  } catch (problem) {
    say(`It could not be copied: ${problem.message}`);
  }
});
// The answer to a form that was refused stands under another address, where a reload would ask whether to send it again.
const refused = form.elements.tried !== undefined;
if (refused) {
  history.replaceState(null, '', address);
}
const kept = keptBefore();
const [entry] = performance.getEntriesByType('navigation');
if (kept !== null && !refused && ['reload', 'back_forward'].includes(entry?.type)) {
  restore(new URLSearchParams(kept));
} else {
  refresh();
}
