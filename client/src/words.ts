/** Languages that the product speaks. */
export type Language = 'en' | 'nl';

/** What the client itself has to say to a person; all else comes from the server. */
const WORDS = {
  network: ['The service could not be reached. Try again; nothing is done twice.', 'De dienst is niet bereikbaar. Probeer het opnieuw; er gebeurt niets dubbel.'],
  offline: ['You are offline.', 'Je bent offline.'],
  timeout: ['This takes too long. Try again; nothing is done twice.', 'Dit duurt te lang. Probeer het opnieuw; er gebeurt niets dubbel.'],
  aborted: ['This was broken off.', 'Dit is afgebroken.'],
  answer: ['The service gave an answer that this app does not understand.', 'De dienst gaf een antwoord dat deze app niet begrijpt.'],
  'signed-out': ['Please sign in first.', 'Log eerst in.'],
  'not-a-member': ['You do not belong to this organisation.', 'Je hoort niet bij deze organisatie.'],
  removed: ['You no longer belong to this organisation.', 'Je hoort niet meer bij deze organisatie.'],
  'lacks-permission': ['Your role does not allow you to see this.', 'Met jouw rol mag je dit niet zien.'],
  refused: ['You are not allowed to see this.', 'Je mag dit niet zien.'],
  upload: ['This file cannot be stored.', 'Dit bestand kan niet worden opgeslagen.'],
  'refused-file': ['You are not allowed to do this with this file.', 'Je mag dit niet doen met dit bestand.'],
  'no-file': ['This file does not exist.', 'Dit bestand bestaat niet.'],
  'storage-full': ['There is no room for more files.', 'Er is geen ruimte voor meer bestanden.'],
  'no-guests': ['This could not be opened without an account.', 'Dit kon niet worden geopend zonder account.'],
  organisation: ['Choose an organisation first.', 'Kies eerst een organisatie.'],
} as const;

export type Word = keyof typeof WORDS;

export function say(word: Word, language: Language): string {
  return WORDS[word][language === 'nl' ? 1 : 0];
}
