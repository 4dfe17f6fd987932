//! Portuguese.
use super::{Reasons, Titled, Words};

pub(super) const WORDS: Words = Words {
    account: Titled {
        title: "Esta conta é sua?",
        line: "Já existe uma conta com o endereço {email}. Se for sua, comprove uma vez: a partir daí, {provider} levará a ela.",
    },
    password: "Senha da conta",
    code: "Os seis dígitos enviados para este endereço",
    it_is_mine: "Sim, é minha",
    send_code: "Enviar um código para este endereço",
    send_another: "Enviar outro código",
    begin_afresh: "Não, começar do zero",
    wrong_password: "Esta não é a senha da conta.",
    wrong_code: "Este código não é o último enviado ou o seu prazo acabou. Confira de novo ou peça outro.",
    too_often: "Tentativas demais. Espere {time} e tente de novo.",
    seconds: "{number} s",
    minutes: "{number} min",
    link: Titled {
        title: "Vincular à sua conta?",
        line: "De agora em diante, quem entrar com esta identidade de {provider} entrará como {name}.",
    },
    link_it: "Sim, vincular",
    cancel: "Cancelar",
    signed_in: Titled {
        title: "Você entrou",
        line: "A entrada deu certo. Pode fechar esta janela.",
    },
    linked: Titled {
        title: "Vinculada",
        line: "A identidade está vinculada à sua conta. Pode fechar esta janela.",
    },
    second_step: Titled {
        title: "O segundo passo",
        line: "Um momento.",
    },
    go_on: "Continuar",
    go_back: "Voltar",
    not_signed_in: "Você não entrou",
    alone: "A página que abriu esta janela não está mais lá. Volte a ela e entre de novo.",
    why: Reasons {
        not_found: "Este endereço não leva a lugar nenhum. Volte à página e tente de novo.",
        stale: "Esta entrada expirou ou foi começada em outro navegador. Volte à página e comece de novo.",
        cancelled: "Você desistiu e não entrou.",
        away: "Não foi possível acessar o serviço de login. Tente mais tarde ou de outra forma.",
        refused: "O serviço de login não disse quem você é. Tente de novo ou de outra forma.",
        taken: "Esta identidade já está vinculada a outra conta.",
        limited: "Tentativas demais. Espere um minuto e tente de novo.",
        wrong: "Algo deu errado. Tente de novo daqui a pouco.",
    },
};
