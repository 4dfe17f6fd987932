// French.
import type { Words } from './en.ts';

const words: Words = {
  heading: 'Commentaires',
  thoughts: { one: 'Une réflexion sur « {title} »', other: '{count} réflexions sur « {title} »' },
  noThoughts: 'Pas encore de réflexion sur « {title} »',
  comments: { one: '{count} commentaire', other: '{count} commentaires' },
  noComments: 'Pas encore de commentaire',

  sort: 'Trier par',
  oldest: 'Les plus anciens',
  newest: 'Les plus récents',
  top: 'Les plus appréciés',
  moment: 'Moment de l’épisode',
  sorted: 'Tri : {order}.',

  loading: 'Chargement des commentaires…',
  more: 'Afficher plus de commentaires',
  moreReplies: { one: 'Afficher {count} autre réponse', other: 'Afficher {count} autres réponses' },
  replies: { one: 'Afficher {count} réponse', other: 'Afficher {count} réponses' },
  laterReplies: 'Afficher plus de réponses',
  loaded: { one: '{count} commentaire de plus.', other: '{count} commentaires de plus.' },

  by: 'Commentaire de {name}',
  answer: 'Réponse de {name}',
  gone: 'Commentaire non affiché',
  answering: 'à {name}',
  edited: 'modifié',
  editedAt: 'Modifié : {time}',
  readMore: 'Lire la suite',
  readLess: 'Réduire',
  you: 'Vous',
  host: 'Hôte',
  moderator: 'Modération',
  pinned: 'Épinglé',
  featured: 'À la une',
  isNew: 'Nouveau',
  likes: { one: '{count} j’aime', other: '{count} j’aime' },
  reply: 'Répondre',
  replyTo: 'Répondre à {name}',
  menuFor: 'Plus d’options pour le commentaire de {name}',
  comment: 'Ajouter un commentaire',
  signIn: 'Se connecter',

  deleted: 'Ce commentaire a été supprimé par la personne qui l’a écrit.',
  removed: 'Ce commentaire a été retiré par la modération.',
  waiting: 'Ce commentaire attend d’être lu par la modération.',
  muted: 'Vous avez masqué cette personne.',
  held: 'En attente : les autres le verront dès que la modération l’aura lu.',
  rejected: 'Refusé : les autres ne le voient pas.',
  spam: 'Considéré comme indésirable : les autres ne le voient pas.',

  closed: 'Les commentaires sont fermés.',
  closes: 'Fermeture des commentaires : {time}.',
  locked: 'Cette discussion est verrouillée : seule la modération peut y écrire.',
  lockedBranch: 'Cette partie de la discussion est verrouillée.',
  opens: 'Réouverture {time}.',

  linked: 'La discussion à laquelle mène le lien',
  linkGone: 'Le commentaire auquel mène ce lien n’est plus là.',
  fresh: { one: '{count} nouveau commentaire', other: '{count} nouveaux commentaires' },

  at: 'à {time}',
  playFrom: 'Écouter à partir de {time}',

  unreachable: 'Les commentaires sont injoignables. Réessayez dans un instant.',
  offline: 'Vous êtes hors ligne. Les commentaires se chargeront à votre retour.',
  busy: 'Les commentaires sont trop demandés en ce moment. Réessayez dans un instant.',
  unfetched: 'Le chargement a échoué. Appuyez de nouveau dans un instant ; si cela n’aide pas, rechargez la page.',
  broken: 'Quelque chose s’est mal passé chez nous. Réessayez dans un instant.',
  retry: 'Réessayer',
};

export default words;
