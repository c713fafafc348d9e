// A quantizer's staircase and gradient, drawn again with every change of the form. The page is asked for again with the
// form as its query, which checks the fields; the curves come from POST /quantizers/{name}/evaluate, as for any script.
import {draw, formats, look, options} from './charts.js';
import {morph} from './morph.js';

const WAIT = 150;

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
    format: formats.value,
  });
  Object.assign(shown.scales.x.ticks, {callback: formats.value, includeBounds: false});
  shown.plugins.legend.display = output;
  shown.plugins.tooltip.callbacks.title = items => `input ${formats.value(items[0].parsed.x)}`;
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

const form = document.getElementById('curve-form');
const curves = document.getElementById('curves');
let answer;
let asked = new AbortController();
let waiting;

const show = () => curves.querySelectorAll('canvas').forEach(canvas => {
  canvas.parentElement.hidden = false;
  draw(canvas, () => config(answer, canvas.dataset.curve));
});

const drawAnswer = async signal => {
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
  morph(['curve-form', 'answer-said', 'answer'], await page.text(), field => field.type === 'text');
  history.replaceState(null, '', url);
  await drawAnswer(signal);
});

form.addEventListener('input', () => {
  clearTimeout(waiting);
  // what is answered now knows less than the form
  asked.abort();
  waiting = setTimeout(refresh, WAIT);
});
form.addEventListener('submit', event => {
  event.preventDefault();
  refresh();
});
guarded(drawAnswer);
