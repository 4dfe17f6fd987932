//! Vietnamese.
use super::{Values, Words};
use crate::{
    domain::erasure::Comments,
    model::{
        Action, HoldReason, MailKind, Purpose, ReportOutcome, ReportReason, Role, SessionKind,
        Standing, Status,
    },
};

pub(super) const WORDS: Words = Words {
    tag: "vi",
    direction: "ltr",
    title: "Dữ liệu của bạn trên {site}",
    made: "Lập ngày {when}.",
    contents: "Mục lục",
    nothing: "Không có gì.",
    download: "Tải xuống",
    over: "Lượt tải này đã được dùng hoặc đã hết hạn. Hãy yêu cầu lượt khác.",
    readme: "account-data.html là trang để bạn đọc và in. Trang không cần kết nối mạng.\n\
             account-data.json chứa cùng nội dung cho các chương trình, thêm một số mã.\n\n\
             Đây là tất cả những gì trang này lưu về bạn. Người khác chỉ xuất hiện dưới dạng mã.\n\
             Hãy giữ các tệp này ở nơi không ai khác đọc được.",
    headings: &[
        ("account", "Tài khoản"),
        ("member", "Trên trang này"),
        ("identities", "Cách đăng nhập khác"),
        ("passkeys", "Khóa truy cập"),
        ("sessions", "Các lần đăng nhập"),
        ("mutes", "Những người bạn đã ẩn"),
        ("votes", "Lượt bình chọn của bạn"),
        ("reports", "Báo cáo của bạn"),
        ("decisions", "Quyết định về bạn"),
        ("actions", "Việc bạn đã làm khi kiểm duyệt"),
        ("claims", "Bình luận bạn đang đọc khi kiểm duyệt"),
        ("importedAuthors", "Bạn trong các hệ thống khác"),
        ("proofs", "Địa chỉ chờ xác nhận"),
        ("mails", "Thư gửi cho bạn"),
        ("invitations", "Lời mời dành cho bạn"),
        ("guestComments", "Bình luận chờ xác nhận"),
        ("comments", "Bình luận của bạn"),
    ],
    labels: &[
        ("displayName", "Tên"),
        ("email", "Địa chỉ email"),
        ("emailVerifiedAt", "Xác nhận địa chỉ lúc"),
        ("accountSince", "Tạo tài khoản lúc"),
        ("memberSince", "Ở đây từ"),
        ("linkedAt", "Liên kết lúc"),
        ("addedAt", "Thêm lúc"),
        ("begunAt", "Đăng nhập lúc"),
        ("mutedAt", "Ẩn lúc"),
        ("votedAt", "Bình chọn lúc"),
        ("reportedAt", "Báo cáo lúc"),
        ("doneAt", "Làm lúc"),
        ("askedAt", "Yêu cầu lúc"),
        ("preparedAt", "Soạn lúc"),
        ("writtenAt", "Viết lúc"),
        ("totpSince", "Ứng dụng xác thực từ"),
        ("recoveryCodesLeft", "Mã khôi phục còn lại"),
        ("erasureAt", "Sẽ bị xóa"),
        ("erasureComments", "Bình luận của bạn khi đó"),
        ("role", "Vai trò"),
        ("pictureData", "Ảnh"),
        ("pictureSource", "Ảnh lấy từ"),
        ("standing", "Tình trạng"),
        ("standingUntil", "Tình trạng đến"),
        ("standingReason", "Lý do"),
        ("reportsUpheld", "Báo cáo được chấp nhận"),
        ("reportsDismissed", "Báo cáo không được chấp nhận"),
        ("provider", "Nhà cung cấp"),
        ("subject", "Tên gọi ở đó"),
        ("lastUsedAt", "Dùng lần cuối"),
        ("name", "Tên"),
        ("device", "Thiết bị"),
        ("country", "Quốc gia"),
        ("kind", "Loại"),
        ("endedAt", "Kết thúc"),
        ("authorId", "Người"),
        ("commentId", "Bình luận"),
        ("reason", "Lý do"),
        ("body", "Bạn đã nói"),
        ("legalBasis", "Luật"),
        ("resolvedAt", "Quyết định lúc"),
        ("outcome", "Kết quả"),
        ("action", "Việc đã làm"),
        ("from", "Từ"),
        ("to", "Thành"),
        ("subjectId", "Về"),
        ("claimedUntil", "Giữ đến"),
        ("validUntil", "Hết hạn lúc"),
        ("source", "Hệ thống"),
        ("authorKey", "Tên gọi ở đó"),
        ("purpose", "Để làm gì"),
        ("sentAt", "Đã gửi"),
        ("episodeKey", "Tập"),
        ("bodyMarkdown", "Nội dung"),
        ("editedAt", "Đã sửa"),
        ("status", "Trạng thái"),
        ("score", "Bình chọn"),
        ("holdReasons", "Lý do bị giữ"),
        ("rejectReason", "Lý do bị từ chối"),
        ("authorNote", "Từ người kiểm duyệt"),
        ("revisions", "Các bản trước"),
        ("decisions", "Diễn biến"),
    ],
    values: Values {
        own_accounts: "Tài khoản riêng của trang web",
        status,
        role,
        standing,
        session,
        hold_reason,
        report_reason,
        outcome,
        erased,
        action,
        mail,
        purpose,
    },
};

fn status(status: Status) -> &'static str {
    match status {
        Status::Pending => "Chờ kiểm duyệt",
        Status::Approved => "Đã đăng",
        Status::Rejected => "Bị từ chối",
        Status::Spam => "Thư rác",
        Status::Deleted => "Đã xóa",
    }
}

fn role(role: Role) -> &'static str {
    match role {
        Role::Commenter => "Người bình luận",
        Role::Moderator => "Người kiểm duyệt",
        Role::Admin => "Quản trị viên",
    }
}

fn standing(standing: Standing) -> &'static str {
    match standing {
        Standing::Normal => "Bình thường",
        Standing::Trusted => "Được tin cậy",
        Standing::Watched => "Bị theo dõi",
        Standing::Suspended => "Bị tạm khóa",
        Standing::Banned => "Bị cấm",
    }
}

fn session(session: SessionKind) -> &'static str {
    match session {
        SessionKind::Embedded => "Trên một trang của trang web",
        SessionKind::Direct => "Trực tiếp",
        SessionKind::Moderating => "Để kiểm duyệt trên một trang của trang web",
    }
}

fn hold_reason(hold_reason: HoldReason) -> &'static str {
    match hold_reason {
        HoldReason::Watched => "Bình luận của bạn được đọc trước",
        HoldReason::Newcomer => "Người kiểm duyệt đọc những bình luận đầu tiên",
        HoldReason::Premoderation => "Mọi bình luận ở đây đều được đọc trước",
        HoldReason::Imported => "Đã chờ sẵn khi được nhập vào",
        HoldReason::Repeat => "Lặp lại một bình luận trước",
        HoldReason::BannedWord | HoldReason::SuspectWord => "Một từ trong đó",
        HoldReason::Links => "Các liên kết trong đó",
        HoldReason::SpamScore => "Giống thư rác",
        HoldReason::Restored => "Được đưa lại để đọc lần nữa",
        HoldReason::Reported => "Độc giả đã báo cáo",
        HoldReason::Akismet => "Bộ lọc thư rác nghi ngờ",
        HoldReason::Webhook => "Kiểm tra riêng của trang web",
    }
}

fn report_reason(report_reason: ReportReason) -> &'static str {
    match report_reason {
        ReportReason::OffTopic => "Lạc đề",
        ReportReason::Abuse => "Xúc phạm hoặc quấy rối",
        ReportReason::Spam => "Thư rác",
        ReportReason::PersonalInformation => "Thông tin cá nhân",
        ReportReason::Illegal => "Nội dung bất hợp pháp",
        ReportReason::Other => "Lý do khác",
    }
}

fn outcome(outcome: ReportOutcome) -> &'static str {
    match outcome {
        ReportOutcome::Upheld => "Được chấp nhận",
        ReportOutcome::Dismissed => "Không được chấp nhận",
        ReportOutcome::Moot => "Đã bị xóa trước",
    }
}

fn erased(erased: Comments) -> &'static str {
    match erased {
        Comments::Delete => "Xóa nội dung",
        Comments::KeepAnonymously => "Giữ lại, không tên",
    }
}

fn action(action: Action) -> &'static str {
    match action {
        Action::ApproveComment => "Được duyệt",
        Action::RejectComment => "Bị từ chối",
        Action::MarkSpam => "Bị đánh dấu thư rác",
        Action::RestoreComment => "Trả lại hàng chờ",
        Action::RejectAllBy => "Từ chối mọi bình luận",
        Action::PinComment => "Được ghim",
        Action::UnpinComment => "Bỏ ghim",
        Action::FeatureComment => "Được nêu bật",
        Action::UnfeatureComment => "Thôi nêu bật",
        Action::JudgeComment => "Do quy tắc xét",
        Action::RemoveComment => "Bị gỡ",
        Action::EditComment => "Được sửa",
        Action::LockThread => "Khóa chủ đề",
        Action::CloseThread => "Đóng chủ đề",
        Action::ReopenThread => "Mở lại chủ đề",
        Action::LockBranch => "Khóa trả lời",
        Action::UnlockBranch => "Mở lại trả lời",
        Action::CreateEpisode => "Tạo tập",
        Action::UpdateEpisode => "Đổi thông tin tập",
        Action::GiveRole => "Đổi vai trò",
        Action::InviteMember => "Mời một người",
        Action::WithdrawInvitation => "Rút lại lời mời",
        Action::SetStanding => "Đổi tình trạng",
        Action::UpdateSite => "Đổi thiết lập của trang web",
        Action::UpdateRules => "Đổi quy tắc",
        Action::UpdateWaysIn => "Đổi cách đăng nhập",
        Action::AddProvider => "Thêm nhà cung cấp",
        Action::UpdateProvider => "Đổi nhà cung cấp",
        Action::RemoveProvider => "Gỡ nhà cung cấp",
        Action::AddSiteKey => "Thêm khóa của trang web",
        Action::RemoveSiteKey => "Gỡ khóa của trang web",
        Action::UpdateMailTemplate => "Đổi nội dung thư",
        Action::ConfirmGuest => "Xác nhận bình luận của khách",
        Action::EraseMember => "Xóa dữ liệu của một người",
        Action::Undo => "Hoàn tác",
        Action::ImportComments => "Nhập bình luận",
        Action::ExportSite => "Xuất toàn bộ trang",
        Action::ClaimAuthor => "Nhận tác giả được nhập",
    }
}

fn mail(mail: MailKind) -> &'static str {
    match mail {
        MailKind::ConfirmSignUp => "Xác nhận tài khoản mới",
        MailKind::AlreadySignedUp => "Báo đã có tài khoản",
        MailKind::SignIn => "Đăng nhập",
        MailKind::VerifyEmail => "Xác nhận địa chỉ",
        MailKind::ResetPassword => "Đặt mật khẩu mới",
        MailKind::PasswordChanged => "Báo mật khẩu đã thay đổi",
        MailKind::ConfirmNewEmail => "Xác nhận địa chỉ mới",
        MailKind::ConfirmOldEmail => "Bỏ địa chỉ cũ",
        MailKind::EmailChanged => "Báo địa chỉ đã thay đổi",
        MailKind::LinkIdentity => "Liên kết cách đăng nhập khác",
        MailKind::ConfirmGuest => "Xác nhận bình luận",
        MailKind::SecondFactorChanged => "Báo yếu tố thứ hai đã thay đổi",
        MailKind::ErasurePlanned => "Báo tài khoản sắp bị xóa",
        MailKind::ErasureWaits => "Báo tài khoản chưa bị xóa",
        MailKind::AccountErased => "Báo tài khoản đã bị xóa",
        MailKind::MemberInvited => "Lời mời nhận vai trò",
    }
}

fn purpose(purpose: Purpose) -> &'static str {
    match purpose {
        Purpose::SignUp => "Tạo tài khoản",
        Purpose::SignIn => "Đăng nhập",
        Purpose::VerifyEmail => "Xác nhận địa chỉ",
        Purpose::ResetPassword => "Đặt mật khẩu mới",
        Purpose::NewEmail => "Xác nhận địa chỉ mới",
        Purpose::OldEmail => "Bỏ địa chỉ cũ",
        Purpose::LinkIdentity => "Liên kết cách đăng nhập khác",
        Purpose::ConfirmGuest => "Xác nhận bình luận",
    }
}
