// Spanish.
import type { DeskWords } from './en.ts';

const words: DeskWords = {
  desk: 'Moderación',
  screens: 'Secciones',
  queues: 'Colas',
  signedInAs: 'Sesión de {name}',
  notLoaded: 'No se pudo cargar esta sección.',

  notModerator: 'Esta página es para moderadores',
  notModeratorHint: 'Tiene sesión como {name}, que no modera {site}.',
  becomeModerator:
    'Si debería hacerlo: quien administra {site} puede nombrarle moderador, por la API (setRole) o en la línea de órdenes. Después cargue de nuevo esta página.',
  suspended: 'Mientras su cuenta esté suspendida o excluida no puede moderar.',
  signInAsOther: 'Entrar con otra cuenta',
  reload: 'Cargar de nuevo',
  demanded: 'Falta un segundo factor',
  demandedHint:
    '{site} solo deja moderar con un segundo factor. Añada a su cuenta una aplicación de autenticación o una llave de acceso, o entre de nuevo con ella.',
  toFactor: 'Añadir un segundo factor',

  over: 'Su sesión está cerrada',
  overHint: 'Su sesión ha terminado. Entre de nuevo: volverá a este lugar.',
  overKept: {
    one: '{count} decisión no se ha enviado aún. Se guarda en esta pestaña y se enviará entonces.',
    other: '{count} decisiones no se han enviado aún. Se guardan en esta pestaña y se enviarán entonces.',
  },
  lineDown: 'Se ha perdido la conexión. Lo que decida se guarda y se envía cuando vuelva.',
  lineUp: 'La conexión ha vuelto.',

  keysTitle: 'Teclas',
  key: 'Tecla',
  does: 'Qué hace',
  keysOn: 'Las teclas sueltas actúan',
  shift: 'Mayús',
  showKeys: 'Mostrar esta ayuda',
};

export default words;
