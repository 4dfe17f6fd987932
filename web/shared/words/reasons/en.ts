// English, and what every other language has to have: why a comment is reported or rejected.

const words = {
  OFF_TOPIC: 'Off topic',
  ABUSE: 'Insults or harasses',
  SPAM: 'Spam',
  PERSONAL_INFORMATION: 'Personal information about somebody',
  ILLEGAL: 'Illegal',
  OTHER: 'Something else',
};

export type ReasonWords = typeof words;
export default words;
