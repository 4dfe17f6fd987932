// What was typed into small forms that are not kept.

const FIELDS = ':is(textarea, input:not([type=radio], [type=checkbox], [type=search], [type=hidden]))';

/** Whether something stands in a form of these that was not there when it was opened. */
export function isTyped(forms: string): boolean {
  const fields = document.querySelectorAll<HTMLInputElement | HTMLTextAreaElement>(`${forms} ${FIELDS}`);
  return [...fields].some(({ value, defaultValue }) => value.trim() !== '' && value !== defaultValue);
}
