// What the pages do beyond htmx. Everything here is an addition: without it the pages show the same facts as tables.
import {drawCostCharts} from './cost-chart.js';
import {followForm} from './experiment-form.js';
import {drawGapCharts} from './gap-chart.js';
import {drawQuantizer} from './quantizer.js';
import {drawRunCharts} from './run-charts.js';
import {drawTableLines} from './table-lines.js';
import {followRun} from './run-live.js';

document.documentElement.classList.add('js');

// A form that has been sent is not sent again by a second click; the server checks its token as well.
for (const form of document.querySelectorAll('form[data-once]')) {
  form.addEventListener('submit', event => {
    if (event.submitter?.hasAttribute('data-preview')) {
      return;
    }
    if (form.dataset.sent) {
      event.preventDefault();
      return;
    }
    form.dataset.sent = 'yes';
    for (const button of form.querySelectorAll('button[type="submit"]')) {
      button.disabled = true;
    }
  });
}

// Coming back with the browser's back button makes the form usable again.
window.addEventListener('pageshow', () => {
  for (const form of document.querySelectorAll('form[data-once]')) {
    delete form.dataset.sent;
    for (const button of form.querySelectorAll('button[type="submit"]')) {
      button.disabled = false;
    }
  }
});

drawCostCharts();
followForm();
drawGapCharts();
followRun(drawRunCharts());
drawQuantizer();
drawTableLines();
