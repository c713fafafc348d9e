// Lines over a number, drawn from the table beside them, so that chart and table cannot differ: a column a line, a row a point.
import {draw, formats, look, options} from './charts.js';

function read(table) {
  const rows = [...table.querySelectorAll('tbody tr[data-x]')];
  return [...table.querySelectorAll('thead th[data-series]')].map((th, i) => ({
    label: th.dataset.series,
    data: rows
      .map(row => ({x: Number(row.dataset.x), y: row.querySelectorAll('td')[i].dataset.y}))
      .filter(point => point.y)
      .map(point => ({x: point.x, y: Number(point.y)})),
    pointRadius: rows.length > 60 ? 0 : 3,
  }));
}

function config(canvas, lines) {
  const shown = options({
    x: {label: canvas.dataset.labelX, more: {min: 0}},
    y: {label: canvas.dataset.labelY},
    format: formats[canvas.dataset.unit ?? 'value'],
  });
  shown.scales.x.ticks.precision = 0;
  return {type: 'line', data: {datasets: lines.map((line, i) => ({...line, ...look(i)}))}, options: shown};
}

for (const canvas of document.querySelectorAll('canvas[data-lines]')) {
  const lines = read(document.getElementById(canvas.dataset.lines));
  draw(canvas, () => config(canvas, lines));
}
