// Accuracy against a cost, drawn from the table below: a series for each method, and the front that nothing beats as a line.
import {draw, formats, look, options} from './charts.js';

function read(table, cost) {
  const front = cost === 'size' ? 'frontSize' : 'frontOperations';
  return [...table.querySelectorAll('tbody tr[data-method]')].map(row => ({
    method: row.dataset.method,
    cell: row.dataset.cell,
    x: Number(row.dataset[cost]),
    y: Number(row.dataset.top1),
    front: row.dataset[front] === 'true',
  }));
}

function config(points, canvas) {
  const methods = [...new Set(points.map(point => point.method))];
  const series = methods.map((method, i) => {
    const own = points.filter(point => point.method === method);
    return {
      label: method,
      data: own,
      ...look(i),
      showLine: false,
      pointRadius: own.map(point => point.front ? 7 : 4),
      pointHoverRadius: 8,
    };
  });
  const text = getComputedStyle(document.documentElement).getPropertyValue('--muted').trim();
  const front = {
    label: 'front',
    data: points.filter(point => point.front).sort((one, other) => one.x - other.x),
    showLine: true,
    borderColor: text,
    backgroundColor: text,
    borderWidth: 1.5,
    borderDash: [4, 3],
    pointStyle: 'line',
    pointRadius: 0,
    pointHitRadius: 0,
    order: 1,
  };
  const shown = options({
    x: {label: canvas.dataset.labelX, type: 'logarithmic'},
    y: {label: 'top-1', more: {grace: '5%'}},
    format: formats.percent,
  });
  shown.interaction = {mode: 'nearest', intersect: true};
  shown.scales.x.ticks.callback = value => [1, 2, 5].includes(Math.round(value / 10 ** Math.floor(Math.log10(value)))) ? formats.value(value) : '';
  // What costs nothing beside the others still has its place inside the axes.
  const costs = points.map(point => point.x);
  shown.scales.x.min = Math.min(...costs) / 1.25;
  shown.scales.x.max = Math.max(...costs) * 1.25;
  shown.plugins.tooltip.callbacks.label = item => `${item.raw.cell}: ${formats.percent(item.raw.y)} at ${formats.value(item.raw.x)}${item.raw.front ? ' ★' : ''}`;
  return {type: 'scatter', data: {datasets: [...series, front]}, options: shown};
}

for (const canvas of document.querySelectorAll('canvas[data-costs]')) {
  const points = read(document.getElementById(canvas.dataset.costs), canvas.dataset.cost);
  draw(canvas, () => config(points, canvas));
}
