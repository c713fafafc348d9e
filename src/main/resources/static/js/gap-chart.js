// Gap by bits: drawn from the table beside it, so that chart and table cannot differ.
import {draw, formats, look, options} from './charts.js';

/** A cell without a number has no attribute. */
const numbers = (row, name) => [...row.querySelectorAll('td')].map(td => td.dataset[name] ? Number(td.dataset[name]) : null);

function read(table) {
  const settings = [...table.querySelectorAll('thead th[data-setting]')].map(th => th.dataset.setting);
  let measured = -1;
  const methods = [...table.querySelectorAll('tbody tr')].map(row => {
    const published = row.hasAttribute('data-published');
    measured += published ? 0 : 1;
    return {
      label: row.querySelector('th').textContent,
      data: numbers(row, 'points'),
      spread: numbers(row, 'spread'),
      published,
      colour: measured,
    };
  });
  return {settings, methods};
}

/** Standard deviations as bars through the points. */
const spreads = {
  id: 'spreads',
  afterDatasetsDraw(chart) {
    const {ctx, scales} = chart;
    chart.data.datasets.forEach((line, i) => {
      const points = chart.getDatasetMeta(i).data;
      if (!chart.isDatasetVisible(i)) {
        return;
      }
      ctx.save();
      ctx.strokeStyle = line.borderColor;
      ctx.lineWidth = 1.5;
      line.spread.forEach((std, at) => {
        if (std === null || line.data[at] === null) {
          return;
        }
        const {x} = points[at];
        const [low, high] = [-std, std].map(by => scales.y.getPixelForValue(line.data[at] + by));
        ctx.beginPath();
        for (const y of [low, high]) {
          ctx.moveTo(x - 4, y);
          ctx.lineTo(x + 4, y);
        }
        ctx.moveTo(x, low);
        ctx.lineTo(x, high);
        ctx.stroke();
      });
      ctx.restore();
    });
  },
};

/** What is published has its method's colour and shape, hollow and without a line. */
const style = method => ({
  ...look(method.colour),
  ...(method.published ? {showLine: false, pointBackgroundColor: 'transparent', pointBorderWidth: 2, pointRadius: 6} : {pointRadius: 4}),
});

function config({settings, methods}) {
  const highest = Math.max(...methods.flatMap(method => method.data.map((gap, at) => gap + (method.spread[at] ?? 0))));
  return {
    type: 'line',
    data: {
      labels: settings,
      datasets: methods.map(method => ({...method, ...style(method), spanGaps: true})),
    },
    options: options({
      x: {label: 'bits', type: 'category', more: {offset: true}},
      y: {label: 'gap, pp', tick: value => String(value), more: {beginAtZero: true, grace: '5%', suggestedMax: highest}},
      format: formats.points,
    }),
    plugins: [spreads],
  };
}

for (const canvas of document.querySelectorAll('canvas[data-table]')) {
  const lines = read(document.getElementById(canvas.dataset.table));
  draw(canvas, () => config(lines));
}
