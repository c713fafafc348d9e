// Colours and common options of all charts, taken from the style sheet so that light and dark follow the page.
const token = name => getComputedStyle(document.documentElement).getPropertyValue(name).trim();

export const colour = index => token(`--series-${(index % 6) + 1}`);

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

/** Calls again whenever the reader's colour scheme changes. */
export function onSchemeChange(redraw) {
  window.matchMedia('(prefers-color-scheme: dark)').addEventListener('change', redraw);
}
