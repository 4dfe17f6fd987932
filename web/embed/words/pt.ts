// Portuguese.
import type { Words } from './en.ts';

const words: Words = {
  heading: 'Comentários',
  thoughts: { one: 'Uma reflexão sobre «{title}»', other: '{count} reflexões sobre «{title}»' },
  noThoughts: 'Ainda não há reflexões sobre «{title}»',
  comments: { one: '{count} comentário', other: '{count} comentários' },
  noComments: 'Ainda não há comentários',

  sort: 'Ordenar por',
  oldest: 'Mais antigos',
  newest: 'Mais recentes',
  top: 'Mais apreciados',
  moment: 'Momento do episódio',
  sorted: 'Ordem: {order}.',

  loading: 'A carregar os comentários…',
  more: 'Mostrar mais comentários',
  moreReplies: { one: 'Mostrar mais {count} resposta', other: 'Mostrar mais {count} respostas' },
  replies: { one: 'Mostrar {count} resposta', other: 'Mostrar {count} respostas' },
  laterReplies: 'Mostrar mais respostas',
  loaded: { one: 'Mais {count} comentário.', other: 'Mais {count} comentários.' },

  by: 'Comentário de {name}',
  answer: 'Resposta de {name}',
  gone: 'Comentário que não é mostrado',
  answering: 'a {name}',
  edited: 'editado',
  editedAt: 'Editado: {time}',
  readMore: 'Ler mais',
  readLess: 'Mostrar menos',
  you: 'Eu',
  host: 'Anfitrião',
  moderator: 'Moderação',
  pinned: 'Fixado',
  featured: 'Em destaque',
  isNew: 'Novo',
  likes: { one: '{count} gosto', other: '{count} gostos' },
  reply: 'Responder',
  replyTo: 'Responder a {name}',
  menuFor: 'Mais opções para o comentário de {name}',
  comment: 'Escrever um comentário',
  signIn: 'Entrar',

  deleted: 'Este comentário foi eliminado por quem o escreveu.',
  removed: 'Este comentário foi retirado pela moderação.',
  waiting: 'Este comentário aguarda a moderação.',
  muted: 'Silenciou esta pessoa.',
  held: 'Retido: os outros só o veem depois de a moderação o ler.',
  rejected: 'Recusado: os outros não o veem.',
  spam: 'Considerado spam: os outros não o veem.',

  closed: 'Os comentários estão fechados.',
  closes: 'Os comentários fecham {time}.',
  locked: 'Esta conversa está bloqueada: só a moderação pode escrever.',
  lockedBranch: 'Esta parte da conversa está bloqueada.',
  opens: 'Reabre {time}.',

  linked: 'A conversa a que a ligação conduz',
  linkGone: 'O comentário a que esta ligação conduz já não está aqui.',
  fresh: { one: '{count} comentário novo', other: '{count} comentários novos' },

  at: 'aos {time}',
  playFrom: 'Reproduzir a partir de {time}',

  unreachable: 'Não foi possível chegar aos comentários. Tente de novo dentro de momentos.',
  offline: 'Está sem ligação. Os comentários carregam assim que voltar.',
  busy: 'Os comentários estão a ser pedidos demasiadas vezes. Tente de novo dentro de momentos.',
  unfetched: 'Não foi possível carregar isto. Prima de novo dentro de momentos; se não resultar, recarregue a página.',
  broken: 'Algo correu mal do nosso lado. Tente de novo dentro de momentos.',
  retry: 'Tentar de novo',
};

export default words;
