// Form and JSON of a new experiment follow each other while one of them is edited. The server turns each into the other and
// previews it (POST /experiments/new, the page that works without this file too); what changed is taken from its answer.
const WAIT = 350;

const names = side => [...side.querySelectorAll('[name]')].map(field => `${field.name}:${field.type === 'hidden' ? field.value : ''}`).join();

/** Replaces what is inside an element by what the answer has there. */
function takeInside(id, page) {
  const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
  if (old && fresh && old.innerHTML !== fresh.innerHTML) {
    old.replaceChildren(...fresh.childNodes);
  }
}

/** All fields anew: other rows or columns, or the JSON was edited. Open boxes stay open and the cursor stays. */
function takeFields(page) {
  const old = document.getElementById('fields');
  const active = document.activeElement?.id;
  const open = new Map([...old.querySelectorAll('details[id]')].map(details => [details.id, details.open]));
  old.replaceChildren(...page.getElementById('fields').childNodes);
  for (const details of old.querySelectorAll('details[id]')) {
    details.open = (open.get(details.id) ?? details.open) || details.querySelector('.wrong') !== null;
  }
  document.getElementById(active)?.focus();
}

/** What is said of the fields, while their values stay as they are being typed. */
function takeMessages(page) {
  for (const fresh of page.querySelectorAll('#fields [name][id]')) {
    const field = document.getElementById(fresh.id);
    for (const attribute of ['aria-invalid', 'placeholder']) {
      if (field && fresh.hasAttribute(attribute)) {
        field.setAttribute(attribute, fresh.getAttribute(attribute));
      }
    }
    if (field?.tagName === 'SELECT' && fresh.options[0]?.value === '') {
      field.options[0].text = fresh.options[0].text;
    }
  }
  for (const fresh of page.querySelectorAll('#fields [id$="-wrong"], #fields [id$="-title"] > span:first-child')) {
    if (fresh.id) {
      takeInside(fresh.id, page);
    }
  }
  for (const box of document.querySelectorAll('#fields details')) {
    box.open ||= box.querySelector('.wrong') !== null;
  }
}

function take(page, side) {
  const fields = document.getElementById('fields');
  const json = document.getElementById('spec');
  const fresh = page.getElementById('spec');
  if (side === 'json' || names(fields) !== names(page.getElementById('fields'))) {
    takeFields(page);
  } else {
    takeMessages(page);
  }
  if (side === 'form') {
    json.value = fresh.value;
  }
  json.setAttribute('aria-invalid', fresh.getAttribute('aria-invalid'));
  const open = [...document.querySelectorAll('#preview details')].map(details => details.open);
  for (const id of ['said', 'same', 'spec-wrong', 'sum', 'curl', 'preview', 'start']) {
    takeInside(id, page);
  }
  document.querySelectorAll('#preview details').forEach((details, i) => { details.open = open[i] ?? false; });
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

export function followForm() {
  const form = document.getElementById('experiment-form');
  if (!form) {
    return;
  }
  // Not form.dataset: that is the field of this name.
  const address = form.getAttribute('data-live');
  let asked = new AbortController();
  let waiting;
  const side = () => form.elements.side.value;
  // The side that was typed into last, and whether the other one has not followed it yet.
  let edited = side();
  let ahead = false;
  const say = text => { document.getElementById('sum').textContent = text; };

  const refresh = async (submitter, live = true) => {
    clearTimeout(waiting);
    asked.abort();
    asked = new AbortController();
    const body = new URLSearchParams(new FormData(form));
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
      take(new DOMParser().parseFromString(await answer.text(), 'text/html'), from);
      ahead = false;
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        say(`The preview could not be fetched: ${problem.message}`);
      }
    }
  };

  form.addEventListener('input', event => {
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
  refresh();
}
