// Curves of a run from /runs/{id}/metrics. While the run is followed (run-live.js) points are appended as they come; without that they
// are fetched again with every poll of the page.
import {draw, formats, look, options} from './charts.js';
import {layerChoice, layerOf, placesOfLayers} from './layer-choice.js';

const MOST_POINTS = 600;

/** Every n-th point, and always the last, so that a long run stays quick to draw. */
function thin(points) {
  const step = Math.ceil(points.length / MOST_POINTS);
  return points.filter((_, i) => i % step === 0 || i === points.length - 1);
}

/** quantizer/stage1-conv1/alpha becomes "stage1-conv1 alpha". */
const label = (name, prefix) => prefix ? name.slice(prefix.length).replaceAll('/', ' ') : name.replace('/', ' ');

/** What a series of quantizers may be named at its end: quantizer/stage1-conv1/alpha is an "alpha". */
const last = canvas => canvas.dataset.last.split(',');

/** The series that a chart shows, with the look that each keeps while others have no points yet. */
function lines(canvas, series, chosen) {
  const prefix = canvas.dataset.prefix;
  const place = placesOfLayers();
  const wanted = prefix
    ? [...series.keys()].filter(name => name.startsWith(prefix) && last(canvas).includes(name.split('/').at(-1)) && chosen(layerOf(name)))
      .sort((a, b) => place(layerOf(a)) - place(layerOf(b)))
    : canvas.dataset.series.split(',');
  return wanted.map((name, i) => ({name, i, points: series.get(name) ?? []})).filter(line => line.points.length > 0);
}

function config(canvas, shown) {
  const prefix = canvas.dataset.prefix;
  const datasets = shown.map(({name, i, points}) => ({
    label: label(name, prefix),
    data: thin(points).map(point => ({x: point.epoch, y: point.value})),
    parsing: false,
    pointRadius: points.length > 60 ? 0 : 3,
    ...look(i),
  }));
  const common = options({
    x: {label: 'epoch', more: {min: 0, max: Number(canvas.dataset.epochs)}},
    y: {label: canvas.dataset.label},
    format: formats[canvas.dataset.unit ?? 'value'],
  });
  if (prefix) {
    common.plugins.legend.display = shown.length <= 8;
  }
  return {type: 'line', data: {datasets}, options: common};
}

async function fetchSeries(url) {
  const answer = await fetch(url, {headers: {Accept: 'application/json'}});
  if (!answer.ok) {
    throw new Error(`${url} answered ${answer.status}`);
  }
  const body = await answer.json();
  return new Map(body.items.map(line => [line.name, line.points]));
}

export function drawRunCharts() {
  const canvases = [...document.querySelectorAll('canvas[data-metrics]')];
  let series = new Map();
  let busy = false;
  // points that come by stream while all are fetched, which the answer may not have
  let arrived = [];
  let followed = false;
  let drawing = 0;
  const choice = layerChoice(() => show());

  const show = () => canvases.forEach(canvas => {
    const shown = lines(canvas, series, choice.chosen);
    // Shown before it is drawn: a chart takes its size from its box. One with no quantizer chosen stays, for choosing again.
    canvas.closest('[data-chart]').hidden = shown.length === 0 && !(canvas.dataset.prefix && choice.offers());
    draw(canvas, () => config(canvas, shown));
  });

  const refresh = async () => {
    if (busy) {
      return;
    }
    busy = true;
    arrived = [];
    try {
      series = await fetchSeries(canvases[0].dataset.metrics);
      arrived.forEach(put);
      choice.offer(series.keys());
      show();
    } catch (problem) {
      console.warn('The curves could not be fetched; the table below has the values.', problem);
    } finally {
      busy = false;
      arrived = [];
    }
  };

  refresh();
  document.body.addEventListener('htmx:afterRequest', () => followed || refresh());

  /** Puts a point where its step belongs: what was measured again after a resume takes the place of the earlier value. */
  const put = ({name, ...point}) => {
    const points = series.get(name) ?? [];
    series.set(name, points);
    let at = points.length;
    while (at > 0 && points[at - 1].step >= point.step) {
      at--;
    }
    points.splice(at, points[at]?.step === point.step ? 1 : 0, point);
  };

  return {
    follow: () => {
      followed = true;
    },
    append: values => {
      values.forEach(put);
      if (busy) {
        arrived.push(...values);
      }
      choice.offer(series.keys());
      // a batch of events is one redraw
      drawing ||= requestAnimationFrame(() => {
        drawing = 0;
        show();
      });
    },
    leave: () => {
      followed = false;
    },
  };
}
