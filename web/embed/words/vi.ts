// Vietnamese.
import type { Words } from './en.ts';

const words: Words = {
  heading: 'Bình luận',
  thoughts: { other: '{count} suy nghĩ về “{title}”' },
  noThoughts: 'Chưa có suy nghĩ nào về “{title}”',
  comments: { other: '{count} bình luận' },
  noComments: 'Chưa có bình luận nào',

  sort: 'Sắp xếp theo',
  oldest: 'Cũ nhất',
  newest: 'Mới nhất',
  top: 'Được thích nhiều nhất',
  moment: 'Thời điểm trong tập',
  sorted: 'Đã sắp xếp: {order}.',

  loading: 'Đang tải bình luận…',
  more: 'Hiện thêm bình luận',
  moreReplies: { other: 'Hiện thêm {count} trả lời' },
  replies: { other: 'Hiện {count} trả lời' },
  laterReplies: 'Hiện thêm trả lời',
  loaded: { other: 'Thêm {count} bình luận.' },

  by: 'Bình luận của {name}',
  answer: 'Trả lời của {name}',
  gone: 'Bình luận không được hiển thị',
  answering: 'gửi {name}',
  edited: 'đã sửa',
  editedAt: 'Đã sửa: {time}',
  readMore: 'Đọc tiếp',
  readLess: 'Thu gọn',
  you: 'Bạn',
  host: 'Chủ chương trình',
  moderator: 'Người kiểm duyệt',
  pinned: 'Đã ghim',
  featured: 'Nổi bật',
  isNew: 'Mới',
  likes: { other: '{count} lượt thích' },
  reply: 'Trả lời',
  replyTo: 'Trả lời {name}',
  menuFor: 'Thêm lựa chọn cho bình luận của {name}',
  comment: 'Viết bình luận',
  signIn: 'Đăng nhập',

  deleted: 'Tác giả đã xóa bình luận này.',
  removed: 'Người kiểm duyệt đã gỡ bình luận này.',
  waiting: 'Bình luận này đang chờ người kiểm duyệt.',
  muted: 'Bạn đã ẩn tác giả này.',
  held: 'Đang chờ: người khác sẽ thấy sau khi người kiểm duyệt đọc.',
  rejected: 'Bị từ chối: người khác không thấy.',
  spam: 'Bị coi là thư rác: người khác không thấy.',

  closed: 'Phần bình luận đã đóng.',
  closes: 'Phần bình luận sẽ đóng {time}.',
  locked: 'Cuộc thảo luận này đã bị khóa: chỉ người kiểm duyệt mới viết được.',
  lockedBranch: 'Phần này của cuộc trò chuyện đã bị khóa.',
  opens: 'Sẽ mở lại {time}.',

  linked: 'Cuộc trò chuyện mà liên kết dẫn đến',
  linkGone: 'Bình luận mà liên kết này dẫn đến không còn ở đây nữa.',
  fresh: { other: '{count} bình luận mới' },

  at: 'lúc {time}',
  playFrom: 'Phát từ {time}',

  unreachable: 'Không thể tải bình luận. Hãy thử lại sau giây lát.',
  offline: 'Bạn đang ngoại tuyến. Bình luận sẽ được tải khi có mạng trở lại.',
  busy: 'Hiện có quá nhiều yêu cầu tải bình luận. Hãy thử lại sau giây lát.',
  unfetched: 'Không tải được phần này. Hãy nhấn lại sau giây lát; nếu vẫn không được, hãy tải lại trang.',
  broken: 'Đã có lỗi ở phía chúng tôi. Hãy thử lại sau giây lát.',
  retry: 'Thử lại',
};

export default words;
