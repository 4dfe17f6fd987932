// What the window says, in the language that the server has chosen.
const { default: words } = await import(`./words/${document.documentElement.lang}.js`);

// Names and numbers keep their own direction where the words run from right to left.
const isolated = (value) => (document.documentElement.dir === 'rtl' ? `\u2068${value}\u2069` : value);

/** The words of that name; what stands in braces is filled in. */
export const say = (name, values = {}) => words[name].replaceAll(/\{(\w+)\}/g, (_, key) => isolated(values[key]));

/** A refusal as a sentence that says what to do. */
export function friendly({ code, reason, retryAfter, field, message }) {
  if (code === 'INVALID') return invalid(field, message);
  if (reason === 'LINK_OVER') return words.CHALLENGE_OVER;
  if (words[reason]) return words[reason];
  switch (code) {
    case 'NETWORK':
      return words.unreachable;
    case 'RATE_LIMITED':
    case 'UNAVAILABLE':
      return retryAfter ? say('tooMuch', { time: duration(retryAfter) }) : words.tooMuchNow;
    default:
      return words.wentWrong;
  }
}

/** The service says in English what is wrong with a field, and in more detail than we can. */
function invalid(field, message) {
  const own = words[`invalid_${field}`] ?? words.wentWrong;
  if (document.documentElement.lang !== 'en') return own;
  const detail = message.slice(message.indexOf(': ') + 2);
  return `${own} (${detail})`;
}

function duration(seconds) {
  const [number, unit] = seconds < 90 ? [seconds, 'second'] : [Math.ceil(seconds / 60), 'minute'];
  return new Intl.NumberFormat(document.documentElement.lang, { style: 'unit', unit, unitDisplay: 'long' }).format(number);
}
