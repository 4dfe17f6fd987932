// Vietnamese.
import type { OwnWords } from './en.ts';

const words: OwnWords = {
  // Where one is
  loading: 'Đang tải …',
  account: 'Tài khoản của bạn',
  elsewhere: 'Bạn đang đăng nhập ở trang web khác',
  elsewhereHint:
    'Trong trình duyệt này, bạn đang đăng nhập vào {site} với tên {name}. Không gì được chuyển từ trang web này sang trang web khác.',
  signInHere: 'Đăng nhập vào trang web này',

  missing: 'Hãy điền vào ô này.',
  oneMoment: 'Xin chờ một chút …',
  cancel: 'Hủy',
  close: 'Đóng',
  goOn: 'Tiếp tục',
  showPassword: 'Hiện mật khẩu',
  code: 'Mã',
  signOut: 'Đăng xuất',
  tryAgain: 'Thử lại',
  more: 'Xem thêm',

  prove: 'Có phải bạn không?',
  proveHint: 'Để làm việc này, hãy đăng nhập thêm một lần. Lần đăng nhập đó có hiệu lực trong mười phút.',
  password: 'Mật khẩu',
  proveByPassword: 'Dùng mật khẩu',
  proveByMail: 'Nhận mã qua e-mail',
  usePasskey: 'Dùng khóa truy cập (passkey)',
  useAppCode: 'Dùng ứng dụng xác thực',
  useRecoveryCode: 'Dùng mã khôi phục',
  mailHint: 'Chúng tôi gửi mã đến {email}.',
  sendMail: 'Gửi mã cho tôi',
  mailSent: 'Chúng tôi đã viết thư đến {email}. Thư có thể đến sau một phút.',
  mailCodeHint: '6 chữ số trong thư',
  secondStep: 'Bước thứ hai',
  appCodeHint: '6 chữ số mà ứng dụng xác thực của bạn hiển thị',
  recoveryCode: 'Mã khôi phục',
  recoveryCodeHint: 'Một trong các mã bạn đã giữ; mỗi mã dùng một lần',
  signInAgain: 'Đến trang đăng nhập',
  working: 'Trình duyệt của bạn đang làm một phép tính ngắn để ngăn thư rác: {percent}',

  unreachable: 'Không kết nối được với dịch vụ. Hãy thử lại sau giây lát.',
  tooOften: 'Quá nhiều lần thử. Hãy thử lại sau {time}.',
  busy: 'Dịch vụ đang bận. Hãy thử lại sau giây lát.',
  broken: 'Đã có lỗi ở phía chúng tôi. Hãy thử lại sau giây lát.',
  refused: 'Dịch vụ không nhận: {message}',
  SESSION_ENDED: 'Bạn đã bị đăng xuất. Hãy đăng nhập lại.',
  WRONG_PASSWORD: 'Mật khẩu này không đúng.',
  WRONG_CODE: 'Mã này sai hoặc đã được dùng.',
  LINK_OVER: 'Mã này hết hiệu lực vì đã quá lâu hoặc quá nhiều lần thử. Hãy yêu cầu thư khác.',
  CHALLENGE_OVER: 'Đã quá lâu hoặc quá nhiều lần thử. Hãy bắt đầu lại.',
  PASSKEY_REFUSED: 'Không có khóa truy cập, hoặc khóa không được chấp nhận. Bạn có thể thử lại.',
  SIGN_IN_AGAIN: 'Để làm việc này, bạn phải đăng nhập thêm một lần.',
  OWN_PAGES_ONLY: 'Việc này chỉ làm được ở địa chỉ riêng của dịch vụ.',
  COOKIE_NEEDS_HTTPS:
    'Không thể đăng nhập ở đây vì dịch vụ này được truy cập không mã hóa. Nếu bạn vận hành dịch vụ: hãy đặt nó sau https và đặt public_url là địa chỉ https của nó.',
  NO_MAIL: 'Hiện dịch vụ này không gửi thư.',
  WAY_CLOSED: 'Trang web này không cho đăng nhập theo cách này.',
  CHANGED: 'Trong lúc đó người khác đã thay đổi: hãy xem lại.',
  NOTHING_TO_DO: 'Việc này đã được làm rồi.',
  ALREADY_SIGNED_UP: 'Địa chỉ này thuộc về tài khoản khác.',
  invalid_email: 'Hãy nhập một địa chỉ e-mail đầy đủ, khác địa chỉ hiện tại.',
  invalid_password: 'Hãy chọn mật khẩu khác: 8 đến 128 ký tự và khó đoán.',
  invalid_name: 'Hãy chọn tên khác, từ 1 đến 60 ký tự.',
};

export default words;
