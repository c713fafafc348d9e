// Lines over a number, drawn from the table beside them, so that chart and table cannot differ: a column a line, a row a point.
import {look, onSchemeChange, options} from './chart-style.js';

const formats = {
  percent: value => `${(Number(value) * 100).toFixed(1)} %`,
  plain: value => Number(Number(value).toPrecision(4)).toString(),
};

function read(table) {
  const rows = [...table.querySelectorAll('tbody tr[data-x]')];
  return [...table.querySelectorAll('thead th[data-series]')].map((th, i) => ({
    label: th.dataset.series,
    data: rows
      .map(row => ({x: Number(row.dataset.x), y: row.querySelectorAll('td')[i].dataset.y}))
      .filter(point => point.y)
      .map(point => ({x: point.x, y: Number(point.y)})),
    pointRadius: rows.length > 60 ? 0 : 3,
    ...look(i),
  }));
}

function draw(canvas) {
  const datasets = read(document.getElementById(canvas.dataset.lines));
  const config = () => {
    const shown = options({
      x: {label: canvas.dataset.labelX, more: {min: 0}},
      y: {label: canvas.dataset.labelY},
      format: formats[canvas.dataset.unit ?? 'plain'],
    });
    shown.scales.x.ticks.precision = 0;
    return {type: 'line', data: {datasets: datasets.map((line, i) => ({...line, ...look(i)}))}, options: shown};
  };
  let chart = new Chart(canvas, config());
  onSchemeChange(() => {
    chart.destroy();
    chart = new Chart(canvas, config());
  });
}

export function drawTableLines() {
  document.querySelectorAll('canvas[data-lines]').forEach(draw);
}
