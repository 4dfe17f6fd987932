// Portuguese.
import type { DeskWords } from './en.ts';

const words: DeskWords = {
  desk: 'Moderação',
  screens: 'Secções',
  queues: 'Filas',
  signedInAs: 'Sessão de {name}',
  notLoaded: 'Não foi possível carregar esta secção.',

  notModerator: 'Esta página é para moderadores',
  notModeratorHint: 'Tem sessão como {name}, que não modera {site}.',
  becomeModerator:
    'Se o deveria fazer: quem administra {site} pode torná-lo moderador, pela API (setRole) ou na linha de comandos. Depois carregue de novo esta página.',
  suspended: 'Enquanto a sua conta estiver suspensa ou excluída, não pode moderar.',
  signInAsOther: 'Entrar com outra conta',
  reload: 'Carregar de novo',
  demanded: 'Falta um segundo fator',
  demandedHint:
    '{site} só deixa moderar com um segundo fator. Junte à sua conta uma aplicação de autenticação ou uma chave de acesso, ou entre de novo com ela.',
  toFactor: 'Juntar um segundo fator',

  over: 'A sua sessão está fechada',
  overHint: 'A sua sessão terminou. Entre de novo: voltará a este lugar.',
  overKept: {
    one: '{count} decisão ainda não foi enviada. Fica guardada neste separador e será enviada então.',
    other: '{count} decisões ainda não foram enviadas. Ficam guardadas neste separador e serão enviadas então.',
  },
  lineDown: 'A ligação caiu. O que decidir fica guardado e é enviado quando ela voltar.',
  lineUp: 'A ligação voltou.',

  keysTitle: 'Teclas',
  key: 'Tecla',
  does: 'O que faz',
  keysOn: 'As teclas simples atuam',
  shift: 'Maiúsculas',
  showKeys: 'Mostrar esta ajuda',
};

export default words;
