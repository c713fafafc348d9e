// Which quantizers the charts of a run show. With many of them some are chosen at first, so that lines can be told apart.
const FEW = 8;
const FIRST = 4;

/** quantizer/stage1-conv1/scale belongs to stage1-conv1. */
export const layerOf = name => name.split('/').slice(1, -1).join('/');

/** The place of a layer in the network, as the table of layers has them; those that it does not show yet are behind all others. */
export function placesOfLayers() {
  const rows = [...document.querySelectorAll('#layers-table tbody th')].map(row => row.textContent);
  return layer => rows.includes(layer) ? rows.indexOf(layer) : rows.length;
}

export function layerChoice(changed) {
  const box = document.getElementById('layer-choice');
  const list = box?.querySelector('.checks');
  const checks = new Map();

  const add = (layer, checked) => {
    const label = document.createElement('label');
    const check = document.createElement('input');
    check.type = 'checkbox';
    check.checked = checked;
    check.addEventListener('change', changed);
    label.append(check, layer);
    list.append(label);
    checks.set(layer, check);
  };

  /** Those that were offered before the table of layers was there are put where they belong. */
  const arrange = place => [...checks].sort(([a], [b]) => place(a) - place(b))
    .forEach(([, check], at) => list.children[at] === check.parentElement || list.insertBefore(check.parentElement, list.children[at]));

  box?.querySelectorAll('[data-choose]').forEach(button => button.addEventListener('click', () => {
    checks.forEach(check => {
      check.checked = button.dataset.choose === 'all';
    });
    changed();
  }));

  return {
    chosen: layer => checks.get(layer)?.checked ?? true,
    offers: () => checks.size > 0,
    /** Names of series; those of quantizers that are new are offered. */
    offer: given => {
      const names = [...given];
      if (!list) {
        return;
      }
      const place = placesOfLayers();
      const layers = [...new Set(names.filter(name => name.startsWith('quantizer/')).map(layerOf))]
        .filter(layer => !checks.has(layer))
        .sort((a, b) => place(a) - place(b));
      const few = checks.size + layers.length <= FEW;
      // at first those that have something to show in the first of these charts
      const shown = document.querySelector('canvas[data-last]')?.dataset.last.split(',') ?? [];
      const drawn = new Set(names.filter(name => shown.includes(name.split('/').at(-1))).map(layerOf));
      const first = [...new Set([...layers.filter(layer => drawn.has(layer)), ...layers])].slice(0, Math.max(0, FIRST - checks.size));
      layers.forEach(layer => add(layer, few || first.includes(layer)));
      arrange(place);
      box.hidden = checks.size < 2;
    },
  };
}
