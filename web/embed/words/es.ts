// Spanish.
import type { Words } from './en.ts';

const words: Words = {
  heading: 'Comentarios',
  thoughts: { one: 'Una opinión sobre «{title}»', other: '{count} opiniones sobre «{title}»' },
  noThoughts: 'Aún no hay opiniones sobre «{title}»',
  comments: { one: '{count} comentario', other: '{count} comentarios' },
  noComments: 'Aún no hay comentarios',

  sort: 'Ordenar por',
  oldest: 'Más antiguos',
  newest: 'Más recientes',
  top: 'Más valorados',
  moment: 'Momento del episodio',
  sorted: 'Orden: {order}.',

  loading: 'Cargando comentarios…',
  more: 'Mostrar más comentarios',
  moreReplies: { one: 'Mostrar {count} respuesta más', other: 'Mostrar {count} respuestas más' },
  replies: { one: 'Mostrar {count} respuesta', other: 'Mostrar {count} respuestas' },
  laterReplies: 'Mostrar más respuestas',
  loaded: { one: '{count} comentario más.', other: '{count} comentarios más.' },

  by: 'Comentario de {name}',
  answer: 'Respuesta de {name}',
  gone: 'Comentario que no se muestra',
  answering: 'a {name}',
  edited: 'editado',
  editedAt: 'Editado: {time}',
  readMore: 'Leer más',
  readLess: 'Mostrar menos',
  you: 'Usted',
  host: 'Anfitrión',
  moderator: 'Moderación',
  pinned: 'Fijado',
  featured: 'Destacado',
  isNew: 'Nuevo',
  likes: { one: '{count} me gusta', other: '{count} me gusta' },
  reply: 'Responder',
  replyTo: 'Responder a {name}',
  menuFor: 'Más opciones para el comentario de {name}',
  comment: 'Añadir un comentario',
  signIn: 'Iniciar sesión',

  deleted: 'Quien escribió este comentario lo ha eliminado.',
  removed: 'La moderación ha retirado este comentario.',
  waiting: 'Este comentario espera a la moderación.',
  muted: 'Ha silenciado a esta persona.',
  held: 'Retenido: los demás lo verán cuando la moderación lo haya leído.',
  rejected: 'Rechazado: los demás no lo ven.',
  spam: 'Tomado por spam: los demás no lo ven.',

  closed: 'Los comentarios están cerrados.',
  closes: 'Los comentarios se cierran {time}.',
  locked: 'Esta conversación está bloqueada: solo la moderación puede escribir.',
  lockedBranch: 'Esta parte de la conversación está bloqueada.',
  opens: 'Se reabre {time}.',

  linked: 'La conversación a la que lleva el enlace',
  linkGone: 'El comentario al que lleva este enlace ya no está aquí.',
  fresh: { one: '{count} comentario nuevo', other: '{count} comentarios nuevos' },

  at: 'en {time}',
  playFrom: 'Reproducir desde {time}',

  unreachable: 'No se ha podido llegar a los comentarios. Inténtelo de nuevo en un momento.',
  offline: 'No tiene conexión. Los comentarios se cargarán cuando vuelva.',
  busy: 'Ahora mismo se piden los comentarios demasiado a menudo. Inténtelo de nuevo en un momento.',
  unfetched: 'No se ha podido cargar. Pulse de nuevo en un momento; si no sirve, recargue la página.',
  broken: 'Algo ha fallado por nuestra parte. Inténtelo de nuevo en un momento.',
  retry: 'Intentar de nuevo',
};

export default words;
