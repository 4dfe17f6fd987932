// French.
import type { OwnWords } from './en.ts';

const words: OwnWords = {
  // Where one is
  loading: 'Chargement …',
  account: 'Votre compte',
  elsewhere: 'Vous êtes connecté à un autre site',
  elsewhereHint:
    'Dans ce navigateur, vous êtes connecté à {site}, en tant que {name}. Rien ne passe d’un site à l’autre.',
  signInHere: 'Se connecter à ce site',

  missing: 'Veuillez remplir ce champ.',
  oneMoment: 'Un instant …',
  cancel: 'Annuler',
  close: 'Fermer',
  goOn: 'Continuer',
  showPassword: 'Afficher le mot de passe',
  code: 'Code',
  signOut: 'Se déconnecter',
  tryAgain: 'Réessayer',
  more: 'Afficher la suite',

  prove: 'Est-ce bien vous ?',
  proveHint: 'Pour cela, connectez-vous encore une fois. Cela vaut ensuite dix minutes.',
  password: 'Mot de passe',
  proveByPassword: 'Utiliser le mot de passe',
  proveByMail: 'Recevoir un code par e-mail',
  usePasskey: 'Utiliser une clé d’accès',
  useAppCode: 'Utiliser l’application d’authentification',
  useRecoveryCode: 'Utiliser un code de secours',
  mailHint: 'Nous envoyons un code à {email}.',
  sendMail: 'Envoyer un code',
  mailSent: 'Nous avons écrit à {email}. L’e-mail peut mettre une minute à arriver.',
  mailCodeHint: '6 chiffres, dans l’e-mail',
  secondStep: 'La seconde étape',
  appCodeHint: '6 chiffres, tels que les affiche votre application d’authentification',
  recoveryCode: 'Code de secours',
  recoveryCodeHint: 'L’un des codes que vous avez gardés ; chacun sert une fois',
  signInAgain: 'Aller à la page de connexion',
  working: 'Votre navigateur fait un court calcul qui tient les indésirables à distance : {percent}',

  unreachable: 'Le service est injoignable. Réessayez dans un instant.',
  tooOften: 'Trop d’essais. Réessayez dans {time}.',
  busy: 'Le service est très occupé. Réessayez dans un instant.',
  broken: 'Quelque chose s’est mal passé chez nous. Réessayez dans un instant.',
  refused: 'Le service ne l’a pas accepté : {message}',
  SESSION_ENDED: 'Vous êtes déconnecté. Reconnectez-vous.',
  WRONG_PASSWORD: 'Ce mot de passe est faux.',
  WRONG_CODE: 'Ce code est faux ou a déjà servi.',
  LINK_OVER: 'Ce code n’est plus valable : trop de temps ou trop d’essais. Demandez un autre e-mail.',
  CHALLENGE_OVER: 'Cela a pris trop de temps ou trop d’essais. Recommencez.',
  PASSKEY_REFUSED: 'Aucune clé d’accès n’a été donnée, ou elle n’a pas été acceptée. Vous pouvez réessayer.',
  SIGN_IN_AGAIN: 'Pour cela, vous devez vous connecter encore une fois.',
  OWN_PAGES_ONLY: 'Cela ne marche qu’à l’adresse propre du service.',
  COOKIE_NEEDS_HTTPS:
    'On ne peut pas se connecter ici, car ce service est joint sans chiffrement. Si vous l’exploitez : placez-le derrière https et donnez à public_url son adresse en https.',
  NO_MAIL: 'Ce service n’envoie pas d’e-mails pour le moment.',
  WAY_CLOSED: 'Ce site ne permet pas de se connecter de cette façon.',
  CHANGED: 'Quelqu’un d’autre l’a modifié entre-temps : regardez à nouveau.',
  NOTHING_TO_DO: 'C’est déjà fait.',
  ALREADY_SIGNED_UP: 'Cette adresse appartient à un autre compte.',
  invalid_email: 'Saisissez une adresse e-mail complète, autre que l’actuelle.',
  invalid_password: 'Choisissez un autre mot de passe : de 8 à 128 caractères, difficile à deviner.',
  invalid_name: 'Choisissez un autre nom, de 1 à 60 caractères.',
};

export default words;
