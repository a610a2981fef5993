/** What is wrong with a JSON text, in plain words, by the parser's name for it; the English of the studio, too. */
export const jsonProblems = {
  InvalidSymbol: 'a word that does not belong there',
  InvalidNumberFormat: 'a number is not written correctly',
  PropertyNameExpected: 'a name in quotes is missing',
  ValueExpected: 'a value is missing',
  ColonExpected: 'a colon is missing',
  CommaExpected: 'a comma is missing',
  CloseBraceExpected: 'a closing } is missing',
  CloseBracketExpected: 'a closing ] is missing',
  EndOfFileExpected: 'there is something after the end',
  InvalidCommentToken: 'comments are not allowed',
  UnexpectedEndOfComment: 'a comment is not closed',
  UnexpectedEndOfString: 'a quotation mark is missing',
  UnexpectedEndOfNumber: 'a number is cut off',
  InvalidUnicode: 'a \\u sign is not written correctly',
  InvalidEscapeCharacter: 'a backslash stands before the wrong letter',
  InvalidCharacter: 'a sign is not allowed there',
  EmptyFile: 'the file is empty',
};

/** The plain words for a problem; one that has none keeps its name. */
export function describeJsonProblem(problem: string): string {
  const words: Readonly<Record<string, string | undefined>> = jsonProblems;
  return words[problem] ?? problem;
}
