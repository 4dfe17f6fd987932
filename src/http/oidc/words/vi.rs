//! Vietnamese.
use super::{Reasons, Titled, Words};

pub(super) const WORDS: Words = Words {
    account: Titled {
        title: "Tài khoản này có phải của bạn không?",
        line: "Đã có tài khoản với địa chỉ {email}. Nếu là của bạn, hãy chứng minh một lần: từ đó về sau {provider} sẽ dẫn tới tài khoản này.",
    },
    password: "Mật khẩu của tài khoản",
    code: "Sáu chữ số đã gửi tới địa chỉ này",
    it_is_mine: "Đúng, là của tôi",
    send_code: "Gửi mã tới địa chỉ này",
    send_another: "Gửi mã khác",
    begin_afresh: "Không, bắt đầu tài khoản mới",
    wrong_password: "Đây không phải mật khẩu của tài khoản.",
    wrong_code: "Mã này không phải mã được gửi gần nhất, hoặc đã hết hạn. Hãy xem lại hoặc yêu cầu mã khác.",
    too_often: "Quá nhiều lần thử. Hãy đợi {time} rồi thử lại.",
    seconds: "{number} giây",
    minutes: "{number} phút",
    link: Titled {
        title: "Liên kết với tài khoản của bạn?",
        line: "Từ nay, ai đăng nhập bằng danh tính này của {provider} sẽ đăng nhập với tên {name}.",
    },
    link_it: "Vâng, liên kết",
    cancel: "Hủy",
    signed_in: Titled {
        title: "Đã đăng nhập",
        line: "Bạn đã đăng nhập. Bạn có thể đóng cửa sổ này.",
    },
    linked: Titled {
        title: "Đã liên kết",
        line: "Danh tính đã được liên kết với tài khoản của bạn. Bạn có thể đóng cửa sổ này.",
    },
    second_step: Titled {
        title: "Bước thứ hai",
        line: "Xin chờ một lát.",
    },
    go_on: "Tiếp tục",
    go_back: "Quay lại",
    not_signed_in: "Chưa đăng nhập",
    alone: "Trang đã mở cửa sổ này không còn nữa. Hãy trở lại trang đó và đăng nhập lại.",
    why: Reasons {
        not_found: "Địa chỉ này không dẫn tới đâu. Hãy trở lại trang và thử lại.",
        stale: "Lần đăng nhập này đã hết hạn, hoặc đã bắt đầu trong một trình duyệt khác. Hãy trở lại trang và bắt đầu lại.",
        cancelled: "Bạn đã hủy và chưa đăng nhập.",
        away: "Không thể kết nối với dịch vụ đăng nhập. Hãy thử lại sau hoặc dùng cách khác.",
        refused: "Dịch vụ đăng nhập không cho biết bạn là ai. Hãy thử lại hoặc dùng cách khác.",
        taken: "Danh tính này đã được liên kết với tài khoản khác.",
        limited: "Quá nhiều lần thử. Hãy đợi một phút rồi thử lại.",
        wrong: "Đã xảy ra lỗi. Hãy thử lại sau giây lát.",
    },
};
