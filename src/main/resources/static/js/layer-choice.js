// Which quantizers the charts of a run show. With many of them some are chosen at first, so that lines can be told apart.
const FEW = 8;
const FIRST = 4;

/** quantizer/stage1-conv1/scale belongs to stage1-conv1. */
export const layerOf = name => name.split('/').slice(1, -1).join('/');

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
    offer: names => {
      if (!list) {
        return;
      }
      const layers = [...new Set([...names].filter(name => name.startsWith('quantizer/')).map(layerOf))]
        .filter(layer => !checks.has(layer));
      const few = checks.size + layers.length <= FEW;
      layers.forEach(layer => add(layer, few || checks.size < FIRST));
      box.hidden = checks.size < 2;
    },
  };
}
