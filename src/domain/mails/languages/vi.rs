//! Vietnamese.
use super::{Changes, Counted, Kinds, Language, Roles, Words};

pub(super) const WORDS: Language = Language {
    tag: "vi",
    direction: "ltr",
    or_code: "Hoặc nhập mã này ở nơi được hỏi:",
    code: "Mã của bạn:",
    validity: "Chỉ dùng được một lần, trong vòng {{ good_for }}.",
    ignore: "Nếu không phải bạn, hãy bỏ qua thư này: sẽ không có gì xảy ra.",
    unexpected: "Nếu bạn không chờ thư này, hãy bỏ qua: sẽ không có gì xảy ra.",
    beware: "Nếu không phải bạn, hãy đặt mật khẩu mới và báo cho những người điều hành {{ site }}.",
    beware_moved: "Nếu không phải bạn, hãy viết ngay cho những người điều hành {{ site }}: từ địa chỉ này bạn không còn đặt được mật khẩu.",
    minutes: Counted::Same("# phút"),
    hours: Counted::Same("# giờ"),
    days: Counted::Same("# ngày"),
    changes: Changes {
        totp_added: "một ứng dụng xác thực đã được thiết lập",
        totp_removed: "ứng dụng xác thực đã bị gỡ bỏ",
        passkey_added: "một khóa truy cập đã được thêm",
        passkey_removed: "một khóa truy cập đã bị gỡ bỏ",
        recovery_codes_renewed: "các mã khôi phục mới đã thay cho mã cũ",
        recovery_code_used: "một mã khôi phục đã được dùng",
        reset: "người điều hành dịch vụ đã gỡ bỏ mọi yếu tố thứ hai",
    },
    roles: Roles {
        moderator: "người kiểm duyệt",
        admin: "quản trị viên",
    },
    kinds: Kinds {
        confirm_sign_up: Words {
            subject: "Xác nhận địa chỉ của bạn cho {{ site }}",
            lead: "Có người đang đăng ký bằng địa chỉ này để bình luận trên {{ site }}. Nếu đó là bạn, hãy xác nhận rằng địa chỉ này là của bạn.",
            action: "Xác nhận địa chỉ",
        },
        already_signed_up: Words {
            subject: "Bạn đã có tài khoản trên {{ site }}",
            lead: "Có người muốn đăng ký trên {{ site }} bằng địa chỉ này, nhưng địa chỉ đã có tài khoản. Nếu đó là bạn, hãy đăng nhập, hoặc yêu cầu mật khẩu mới ở đó.",
            action: "",
        },
        sign_in: Words {
            subject: "Đăng nhập vào {{ site }}",
            lead: "Dùng thư này để đăng nhập và bình luận trên {{ site }}.",
            action: "Đăng nhập",
        },
        verify_email: Words {
            subject: "Xác nhận địa chỉ của bạn cho {{ site }}",
            lead: "Tài khoản của bạn trên {{ site }} dùng địa chỉ này. Hãy xác nhận rằng nó là của bạn.",
            action: "Xác nhận địa chỉ",
        },
        reset_password: Words {
            subject: "Đặt mật khẩu mới cho {{ site }}",
            lead: "Có người đã yêu cầu mật khẩu mới cho tài khoản của bạn trên {{ site }}.",
            action: "Đặt mật khẩu mới",
        },
        password_changed: Words {
            subject: "Mật khẩu của bạn cho {{ site }} đã thay đổi",
            lead: "Mật khẩu của tài khoản của bạn trên {{ site }} đã được thay đổi. Bạn đã được đăng xuất ở mọi nơi khác.",
            action: "",
        },
        confirm_new_email: Words {
            subject: "Xác nhận địa chỉ mới của bạn cho {{ site }}",
            lead: "Tài khoản “{{ name }}” trên {{ site }} sẽ dùng địa chỉ này thay cho địa chỉ hiện có. Nếu bạn đã yêu cầu, hãy xác nhận rằng địa chỉ này là của bạn.",
            action: "Xác nhận địa chỉ mới",
        },
        confirm_old_email: Words {
            subject: "Địa chỉ của bạn cho {{ site }} sắp thay đổi",
            lead: "Tài khoản của bạn trên {{ site }} sắp có địa chỉ khác. Hãy xác nhận rằng bạn muốn như vậy.",
            action: "Xác nhận thay đổi",
        },
        email_changed: Words {
            subject: "Địa chỉ của bạn cho {{ site }} đã thay đổi",
            lead: "Tài khoản của bạn trên {{ site }} nay có địa chỉ khác. Sẽ không còn thư nào gửi đến địa chỉ này.",
            action: "",
        },
        link_identity: Words {
            subject: "Đây có phải là bạn trên {{ site }}?",
            lead: "Có người đăng nhập vào {{ site }} bằng {{ provider }} nói rằng tài khoản của bạn là của họ. Nếu đó là bạn, hãy nhập mã này ở đó.",
            action: "",
        },
        confirm_guest: Words {
            subject: "Xác nhận bình luận của bạn trên {{ site }}",
            lead: "Có người đã bình luận trên {{ site }} bằng địa chỉ này. Nếu đó là bạn, hãy xác nhận; trước đó không ai thấy bình luận.",
            action: "Xác nhận bình luận",
        },
        second_factor_changed: Words {
            subject: "Yếu tố thứ hai của bạn cho {{ site }} đã thay đổi",
            lead: "Có thay đổi về cách bạn chứng minh mình là ai trên {{ site }}, ngoài mật khẩu: {{ change }}.",
            action: "",
        },
        erasure_planned: Words {
            subject: "Tài khoản của bạn trên {{ site }} sắp bị xóa",
            lead: "Bạn đã yêu cầu xóa tài khoản của mình trên {{ site }}. Việc này sẽ diễn ra vào ngày {{ day }}. Trước lúc đó bạn có thể giữ lại tài khoản: hãy đăng nhập và hủy việc xóa.",
            action: "Giữ tài khoản",
        },
        erasure_waits: Words {
            subject: "Tài khoản của bạn trên {{ site }} chưa bị xóa",
            lead: "Tài khoản của bạn trên {{ site }} lẽ ra bị xóa hôm nay, nhưng bạn là quản trị viên cuối cùng của một trang. Hãy giao quyền quản trị cho người khác thì tài khoản sẽ được xóa; hoặc đăng nhập và hủy việc xóa.",
            action: "Giữ tài khoản",
        },
        account_erased: Words {
            subject: "Tài khoản của bạn trên {{ site }} đã bị xóa",
            lead: "Tài khoản của bạn trên {{ site }} đã bị xóa, cùng với tên và địa chỉ của bạn. Đây là thư cuối cùng gửi cho bạn.",
            action: "",
        },
        member_invited: Words {
            subject: "Lời mời từ {{ site }}",
            lead: "Bạn được mời chăm lo các bình luận trên {{ site }}, với vai trò: {{ role }}. Để nhận lời, hãy đăng nhập hoặc đăng ký ở đó bằng đúng địa chỉ email đã nhận thư này.",
            action: "Nhận lời mời",
        },
    },
};
