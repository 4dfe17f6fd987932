// Vietnamese.
import type { DeskWords } from './en.ts';

const words: DeskWords = {
  desk: 'Bàn kiểm duyệt',
  screens: 'Các mục',
  queues: 'Hàng đợi',
  signedInAs: 'Đăng nhập với tên {name}',
  notLoaded: 'Không tải được mục này.',

  notModerator: 'Trang này dành cho người kiểm duyệt',
  notModeratorHint: 'Bạn đang đăng nhập với tên {name}, không phải người kiểm duyệt của {site}.',
  becomeModerator:
    'Nếu bạn cần làm việc này: quản trị viên của {site} có thể cho bạn làm người kiểm duyệt, qua API (setRole) hoặc dòng lệnh. Sau đó hãy tải lại trang.',
  suspended: 'Khi tài khoản bị tạm khóa hoặc bị cấm, bạn không thể kiểm duyệt.',
  signInAsOther: 'Đăng nhập bằng tài khoản khác',
  reload: 'Tải lại',
  demanded: 'Còn thiếu bước xác thực thứ hai',
  demandedHint:
    '{site} chỉ cho kiểm duyệt khi có bước xác thực thứ hai. Hãy thêm ứng dụng xác thực hoặc khóa truy cập vào tài khoản, hoặc đăng nhập lại bằng nó.',
  toFactor: 'Thêm bước xác thực thứ hai',

  over: 'Bạn đã đăng xuất',
  overHint: 'Phiên của bạn đã hết. Hãy đăng nhập lại: bạn sẽ quay về đúng chỗ này.',
  overKept: { other: '{count} quyết định chưa được gửi. Chúng được giữ trong thẻ này và sẽ được gửi sau đó.' },
  lineDown: 'Mất kết nối. Những gì bạn quyết định được giữ lại và gửi đi khi có kết nối.',
  lineUp: 'Đã có kết nối trở lại.',

  keysTitle: 'Phím tắt',
  key: 'Phím',
  does: 'Tác dụng',
  keysOn: 'Dùng phím đơn',
  shift: 'Shift',
  showKeys: 'Hiện trợ giúp này',
};

export default words;
