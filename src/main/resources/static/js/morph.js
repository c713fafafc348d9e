// Parts of a page are changed into what the server says of them, element by element: focus, caret and open boxes stay.
import {Idiomorph} from '../lib/idiomorph.js';

/**
 * @param ids elements that both the page and the answer have
 * @param answer the page as the server writes it now
 * @param keeps whether what was typed into a field is newer than the answer
 */
export function morph(ids, answer, keeps) {
  const page = new DOMParser().parseFromString(answer, 'text/html');
  const beforeAttributeUpdated = (name, element) =>
    !(name === 'open' && element.matches('details')) && !(name === 'value' && keeps(element));
  for (const id of ids) {
    Idiomorph.morph(document.getElementById(id), page.getElementById(id), {callbacks: {beforeAttributeUpdated}});
  }
}
