// A quantizer's staircase and gradient, drawn again with every change of the form. The page is asked for again with the
// form as its query, which checks the fields; the curves come from POST /quantizers/{name}/evaluate, as for any script.
import {look, onSchemeChange, options} from './chart-style.js';

const WAIT = 150;
const number = value => Number(Number(value).toPrecision(4)).toString();

/** The form as a query, without what is the default anyway. */
function address(form) {
  const query = new URLSearchParams();
  for (const field of form.elements) {
    const sent = field.name && (field.type !== 'radio' || field.checked);
    if (sent && field.value.trim() !== (field.dataset.default ?? '')) {
      query.set(field.name, field.value.trim());
    }
  }
  return location.pathname + (query.size ? `?${query}` : '');
}

const names = fields => [...fields.querySelectorAll('[name]')].map(field => field.name).join();

/** Takes over what the server says of the form: other fields, messages, what empty fields stand for, the answer. */
function take(page) {
  for (const id of ['option-fields', 'parameter-fields']) {
    const [old, fresh] = [document.getElementById(id), page.getElementById(id)];
    // Never under the reader's hands, unless there are other fields now.
    if (names(old) !== names(fresh) || !old.contains(document.activeElement)) {
      old.replaceWith(fresh);
    }
  }
  for (const fresh of page.querySelectorAll('#curve-form [name][id]')) {
    const field = document.getElementById(fresh.id);
    for (const attribute of ['aria-invalid', 'placeholder']) {
      if (field && fresh.hasAttribute(attribute)) {
        field.setAttribute(attribute, fresh.getAttribute(attribute));
      }
    }
  }
  for (const fresh of page.querySelectorAll('#curve-form [id$="-wrong"], #answer-said')) {
    document.getElementById(fresh.id)?.replaceChildren(...fresh.childNodes);
  }
  const open = [...document.querySelectorAll('#answer details')].map(details => details.open);
  document.getElementById('answer').replaceChildren(...page.getElementById('answer').childNodes);
  document.querySelectorAll('#answer details').forEach((details, i) => { details.open = open[i]; });
}

async function evaluate(form, {request, from, to, count}, signal) {
  const [low, high, last] = [Number(from), Number(to), count - 1];
  const input = Array.from({length: last + 1}, (_, i) => low + (high - low) * i / last);
  const answer = await fetch(form.dataset.evaluate, {
    method: 'POST',
    headers: {'Content-Type': 'application/json', Accept: 'application/json'},
    body: JSON.stringify({...JSON.parse(request), input, upstreamGradient: input.map(() => 1)}),
    signal,
  });
  if (!answer.ok) {
    throw new Error((await answer.json()).detail);
  }
  return {input, ...await answer.json()};
}

function config(answer, what) {
  const line = (label, values, more) => ({
    label,
    data: answer.input.map((x, i) => ({x, y: values[i]})),
    parsing: false,
    pointRadius: 0,
    ...more,
  });
  const output = what === 'output';
  const datasets = [line(output ? 'output' : 'gradient', answer[what], {...look(0), stepped: output && 'middle'})];
  if (output) {
    datasets.push(line('output = input', answer.input, {...look(1), borderWidth: 1}));
  }
  const [min, max] = [answer.input[0], answer.input.at(-1)];
  const shown = options({
    x: {label: 'input', more: {min, max}},
    y: {label: output ? 'output' : 'gradient', more: {suggestedMin: 0, suggestedMax: output ? undefined : 1.1}},
    format: number,
  });
  Object.assign(shown.scales.x.ticks, {callback: number, includeBounds: false});
  shown.plugins.legend.display = output;
  shown.plugins.tooltip.callbacks.title = items => `input ${number(items[0].parsed.x)}`;
  if (output) {
    // The diagonal is only a reference: the staircase sets the height, unless it is all zero.
    const values = answer.output.some(y => y !== 0) ? [0, ...answer.output] : [min, max];
    const [low, high] = [Math.min(...values), Math.max(...values)];
    const room = (high - low) * 0.06;
    Object.assign(shown.scales.y, {min: low - room, max: high + room});
    shown.scales.y.ticks.includeBounds = false;
    datasets[1].clip = 0;
  }
  return {type: 'line', data: {datasets}, options: shown};
}

export function drawQuantizer() {
  const form = document.getElementById('curve-form');
  if (!form) {
    return;
  }
  const curves = document.getElementById('curves');
  const charts = new Map();
  let answer;
  let asked = new AbortController();
  let waiting;

  const show = () => curves.querySelectorAll('canvas').forEach(canvas => {
    canvas.parentElement.hidden = false;
    charts.get(canvas)?.destroy();
    charts.set(canvas, new Chart(canvas, config(answer, canvas.dataset.curve)));
  });

  const draw = async signal => {
    const request = document.getElementById('curve-request');
    curves.hidden = !request;
    if (request) {
      answer = await evaluate(form, request.dataset, signal);
      curves.classList.add('curve-live');
      show();
    }
  };

  const guarded = async work => {
    asked.abort();
    asked = new AbortController();
    try {
      await work(asked.signal);
    } catch (problem) {
      if (problem.name !== 'AbortError') {
        curves.hidden = true;
        const said = document.createElement('p');
        said.className = 'notice bad';
        said.textContent = `This could not be drawn: ${problem.message}`;
        document.getElementById('answer-said').replaceChildren(said);
      }
    }
  };

  const refresh = () => guarded(async signal => {
    const url = address(form);
    const page = await fetch(url, {headers: {Accept: 'text/html'}, signal});
    take(new DOMParser().parseFromString(await page.text(), 'text/html'));
    history.replaceState(null, '', url);
    await draw(signal);
  });

  form.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(refresh, WAIT);
  });
  form.addEventListener('submit', event => {
    event.preventDefault();
    refresh();
  });
  onSchemeChange(() => answer && show());
  guarded(draw);
}
