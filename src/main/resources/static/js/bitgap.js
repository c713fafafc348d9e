// What the pages do beyond htmx. Everything here is an addition: without it the pages show the same facts as tables.

/** What a page has to have for a module to be loaded; it starts by itself. */
const MODULES = {
  '#experiment-form': './experiment-form.js',
  '#curve-form': './quantizer.js',
  'canvas[data-metrics]': './run-live.js',
  'canvas[data-table]': './gap-chart.js',
  'canvas[data-costs]': './cost-chart.js',
  'canvas[data-lines]': './table-lines.js',
};

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
    // only once it is on its way: the value of a disabled button would not be sent
    setTimeout(() => {
      for (const button of form.querySelectorAll('button[type="submit"]')) {
        button.disabled = true;
      }
    });
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

// Escape closes what was opened last of what asks something or is a menu, and the focus goes back to what opened it.
document.addEventListener('keydown', event => {
  const open = [...document.querySelectorAll('details:is(.confirm, .menu)[open]')];
  const closed = open.find(box => box.contains(document.activeElement)) ?? open.at(-1);
  if (event.key !== 'Escape' || event.defaultPrevented || !closed) {
    return;
  }
  event.preventDefault();
  closed.open = false;
  closed.querySelector('summary').focus();
});

// The text of a file that is chosen goes into a field, where it can be looked at before it is sent.
for (const chooser of document.querySelectorAll('input[type="file"][data-into]')) {
  const said = document.getElementById(chooser.getAttribute('aria-describedby'));
  const say = text => {
    said.textContent = text;
    said.hidden = !text;
  };
  chooser.addEventListener('change', async () => {
    const file = chooser.files[0];
    if (!file) {
      return;
    }
    if (file.size > Number(chooser.dataset.most)) {
      say(`${file.name} has ${file.size} bytes; at most ${chooser.dataset.most} are read.`);
      return;
    }
    try {
      document.getElementById(chooser.dataset.into).value = await file.text();
      say('');
    } catch (problem) {
      say(`${file.name} cannot be read: ${problem.message}`);
    }
  });
}

for (const [needed, module] of Object.entries(MODULES)) {
  if (document.querySelector(needed)) {
    import(module);
  }
}
