// French.
import type { DeskWords } from './en.ts';

const words: DeskWords = {
  desk: 'Modération',
  screens: 'Rubriques',
  queues: 'Files',
  signedInAs: 'Connecté en tant que {name}',
  notLoaded: 'Cette rubrique n’a pas pu être chargée.',

  notModerator: 'Cette page est réservée aux modérateurs',
  notModeratorHint: 'Vous êtes connecté en tant que {name}, qui ne modère pas {site}.',
  becomeModerator:
    'Si vous le devriez : un administrateur de {site} peut vous nommer modérateur, par l’API (setRole) ou en ligne de commande. Rechargez ensuite cette page.',
  suspended: 'Tant que votre compte est suspendu ou exclu, vous ne pouvez pas modérer.',
  signInAsOther: 'Se connecter avec un autre compte',
  reload: 'Recharger',
  demanded: 'Il manque un second facteur',
  demandedHint:
    '{site} ne laisse modérer qu’avec un second facteur. Ajoutez à votre compte une application d’authentification ou une clé d’accès, ou reconnectez-vous avec elle.',
  toFactor: 'Ajouter un second facteur',

  over: 'Vous êtes déconnecté',
  overHint: 'Votre session est terminée. Reconnectez-vous : vous reviendrez à cet endroit.',
  overKept: {
    one: '{count} décision n’est pas encore envoyée. Elle est gardée dans cet onglet et partira ensuite.',
    other: '{count} décisions ne sont pas encore envoyées. Elles sont gardées dans cet onglet et partiront ensuite.',
  },
  lineDown: 'La connexion est coupée. Ce que vous décidez est gardé et sera envoyé à son retour.',
  lineUp: 'La connexion est rétablie.',

  keysTitle: 'Touches',
  key: 'Touche',
  does: 'Ce qu’elle fait',
  keysOn: 'Les touches seules agissent',
  shift: 'Maj',
  showKeys: 'Afficher cette aide',
};

export default words;
