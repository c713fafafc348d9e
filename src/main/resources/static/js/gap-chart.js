// Gap by bits: drawn from the table beside it, so that chart and table cannot differ.
import {look, onSchemeChange, options} from './chart-style.js';

function read(table) {
  const settings = [...table.querySelectorAll('thead th[data-setting]')].map(th => th.dataset.setting);
  const methods = [...table.querySelectorAll('tbody tr')].map(row => ({
    label: row.querySelector('th').textContent,
    data: [...row.querySelectorAll('td[data-points]')].map(td => td.dataset.points === '' ? null : Number(td.dataset.points)),
  }));
  return {settings, methods};
}

function draw(canvas) {
  const {settings, methods} = read(document.getElementById(canvas.dataset.table));
  const config = () => ({
    type: 'line',
    data: {
      labels: settings,
      datasets: methods.map((method, i) => ({...method, ...look(i), spanGaps: true, pointRadius: 4})),
    },
    options: options({
      x: {label: 'bits', type: 'category', more: {offset: true}},
      y: {label: 'gap, pp', tick: value => String(value), more: {beginAtZero: true, grace: '5%'}},
      format: value => `${Number(value).toFixed(2)} pp`,
    }),
  });
  let chart = new Chart(canvas, config());
  onSchemeChange(() => {
    chart.destroy();
    chart = new Chart(canvas, config());
  });
}

export function drawGapCharts() {
  document.querySelectorAll('canvas[data-table]').forEach(draw);
}
