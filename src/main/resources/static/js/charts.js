// How charts look, write their numbers and are drawn again. Colours come from the style sheet, so that light and dark follow the page.
import '../webjars/chart.js/dist/chart.umd.min.js';

const token = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

const colour = index => token(`--series-${(index % 6) + 1}`);

const shapes = ['circle', 'rect', 'triangle', 'rectRot', 'star', 'crossRot'];
const dashes = [[], [6, 3], [2, 3], [8, 3, 2, 3], [1, 2], [12, 4]];

/** Series differ in colour, in dashes and in the shape of their points. */
export const look = index => ({
  borderColor: colour(index),
  backgroundColor: colour(index),
  borderDash: dashes[index % dashes.length],
  pointStyle: shapes[index % shapes.length],
  borderWidth: 2,
  clip: 8,
});

export function options({x, y, format}) {
  const text = token('--muted');
  const grid = token('--line');
  const axis = (label, extra) => ({
    title: {display: true, text: label, color: text},
    ticks: {color: text, maxRotation: 0, autoSkipPadding: 12, ...extra},
    grid: {color: grid},
    border: {color: grid},
  });
  return {
    animation: false,
    responsive: true,
    maintainAspectRatio: false,
    interaction: {mode: 'nearest', axis: 'x', intersect: false},
    scales: {
      x: {...axis(x.label), type: x.type ?? 'linear', ...x.more},
      y: {...axis(y.label, {callback: value => (y.tick ?? format)(value)}), ...y.more},
    },
    plugins: {
      legend: {labels: {color: token('--text'), usePointStyle: true, boxHeight: 7}, position: 'bottom'},
      tooltip: {callbacks: {label: item => `${item.dataset.label}: ${format(item.parsed.y)}`}},
    },
  };
}

/** Numbers as the tables of the pages write them. */
export const formats = {
  percent: fraction => `${(Number(fraction) * 100).toFixed(2)} %`,
  points: points => `${Number(points).toFixed(2)} pp`,
  value: value => Number(Number(value).toPrecision(4)).toString(),
};

/** What is drawn where: a function, which reads colours anew. */
const drawn = new Map();

/** Draws a chart or brings it up to date, now and whenever the reader's colour scheme changes. */
export function draw(canvas, config) {
  const next = config();
  const chart = Chart.getChart(canvas);
  if (chart) {
    chart.data = next.data;
    chart.options = next.options;
    chart.update('none');
  } else {
    new Chart(canvas, next);
  }
  drawn.set(canvas, config);
}

window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', () => drawn.forEach((config, canvas) => draw(canvas, config)));
