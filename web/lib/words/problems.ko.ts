import type { problemsEn } from './problems.en.ts'
import { backupProblemsKo } from './problems-backup.ko.ts'
import { healthProblemsKo } from './problems-health.ko.ts'
import { identityProblemsKo } from './problems-identity.ko.ts'
import { meaningProblemsKo } from './problems-meaning.ko.ts'
import { notificationProblemsKo } from './problems-notifications.ko.ts'
import { performanceProblemsKo } from './problems-performance.ko.ts'
import { usageProblemsKo } from './problems-usage.ko.ts'

export const problemsKo = {
  offline: {
    title: '서고에 연결되지 않았습니다',
    help: '네트워크와 서버가 켜져 있는지 확인하세요. 입력한 내용은 사라지지 않았습니다.',
  },
  page_outdated: {
    title: '이 페이지를 연 뒤에 서고가 업데이트되었습니다',
    help: '페이지를 새로 고치면 새 버전으로 이어서 쓸 수 있습니다.',
  },
  unexpected: {
    title: '서고 안에서 문제가 생겼습니다',
    help: '다시 시도해 보세요. 계속되면 아래 요청 번호를 서버 관리자에게 알려 주세요.',
  },
  unavailable: {
    title: '지금은 서고가 응답할 수 없습니다',
    help: '서버 일부가 시작 중입니다. 잠시 뒤 다시 시도하세요.',
  },
  bad_request: {
    title: '요청을 이해하지 못했습니다',
    help: '입력한 내용을 확인하세요. 링크로 들어왔다면 주소가 잘렸을 수 있습니다.',
  },
  body_too_large: {
    title: '크기가 너무 큽니다',
    help: '이 서버가 받는 크기를 넘었습니다. 나누어 보내세요.',
  },
  unsupported_media_type: {
    title: '받을 수 없는 종류의 파일입니다',
    help: '서고는 PDF와 BibTeX, RIS, CSL-JSON, EndNote XML, PubMed, Zotero RDF 등의 서지 파일을 읽습니다.',
  },
  route_not_found: {
    title: '이 주소에는 아무것도 없습니다',
    help: '페이지가 옮겨졌을 수 있습니다. 서재에서 다시 시작하세요.',
  },
  too_many_requests: {
    title: '짧은 시간에 너무 많이 요청했습니다',
    help: '1분쯤 기다렸다가 다시 시도하세요.',
  },
  csrf_token_missing: {
    title: '서고의 페이지에서 온 요청인지 확인하지 못했습니다',
    help: '페이지를 새로 고친 뒤 다시 시도하세요. 브라우저가 이 주소의 쿠키를 허용해야 합니다.',
  },
  token_scope: {
    title: '이 접근 토큰으로는 할 수 없습니다',
    help: '토큰의 범위를 벗어납니다. 더 넓은 범위의 토큰을 만드세요.',
  },
  token_not_found: {
    title: '이 접근 토큰은 더 이상 없습니다',
    help: '이미 폐기되었습니다.',
  },
  too_many_tokens: {
    title: '접근 토큰이 너무 많습니다',
    help: '쓰지 않는 토큰을 폐기한 뒤 새로 만드세요.',
  },
  session_not_found: {
    title: '이 세션은 더 이상 없습니다',
    help: '저절로 끝났거나 다른 곳에서 종료되었습니다.',
  },
  person_protected: {
    title: '이 계정은 그렇게 바꿀 수 없습니다',
    help: '소유자는 소유자로 남으며, 자신의 권한을 스스로 없앨 수 없습니다.',
  },
  cross_site_request: {
    title: '다른 웹사이트에서 온 요청입니다',
    help: '서고의 주소를 직접 열어 다시 시도하세요.',
  },
  not_signed_in: {
    title: '로그아웃된 상태입니다',
    help: '다시 로그인하면 이어서 쓸 수 있습니다.',
  },
  not_permitted: {
    title: '이 작업을 할 권한이 없습니다',
    help: '필요하다면 서버 관리자에게 요청하세요.',
  },
  wrong_credentials: {
    title: '이메일과 비밀번호가 맞지 않습니다',
    help: '둘 다 확인하고 다시 입력하세요.',
  },
  link_invalid: {
    title: '더 이상 쓸 수 없는 링크입니다',
    help: '이미 사용했거나 기한이 지났습니다. 새 링크를 요청하세요.',
  },
  person_not_found: {
    title: '그런 사람이 없습니다',
    help: '계정이 삭제되었을 수 있습니다.',
  },
  invitation_not_found: {
    title: '그런 초대가 없습니다',
    help: '이미 사용했거나 취소되었을 수 있습니다.',
  },
  library_not_found: {
    title: '그런 서재가 없습니다',
    help: '삭제되었거나 구성원이 아닐 수 있습니다.',
  },
  library_read_only: {
    title: '이 서재는 읽기만 할 수 있습니다',
    help: '바꾸려면 서재 소유자에게 편집 권한을 요청하세요.',
  },
  library_owner_only: {
    title: '이 서재의 주인만 할 수 있습니다',
    help: '주인에게 부탁하세요. 구성원 목록에서 볼 수 있습니다.',
  },
  library_personal: {
    title: '개인 서재입니다',
    help: '다른 사람과 함께 쓸 수 없습니다. 공유 서재를 만들고 논문을 복사하세요.',
  },
  library_last_owner: {
    title: '서재에 주인이 남지 않습니다',
    help: '먼저 다른 구성원을 주인으로 정하세요.',
  },
  library_not_empty: {
    title: '이 서재에 논문이 있습니다',
    help: '없애려면 서재 이름을 그대로 입력하세요.',
  },
  too_many_libraries: {
    title: '가지고 있는 서재가 너무 많습니다',
    help: '서재를 하나 없애거나 다른 사람에게 넘기세요.',
  },
  member_not_found: {
    title: '이 서재의 구성원이 아닙니다',
    help: '이미 나갔거나 누군가 내보냈을 수 있습니다.',
  },
  member_already_there: {
    title: '이미 이 서재의 구성원입니다',
    help: '권한은 구성원 목록에서 바꿀 수 있습니다.',
  },
  member_reads_only: {
    title: '읽기만 할 수 있는 계정입니다',
    help: '주인이 되려면 논문을 바꿀 수 있는 계정이어야 합니다. 관리자에게 문의하세요.',
  },
  paper_not_found: {
    title: '그런 논문이 없습니다',
    help: '삭제되었거나 볼 수 없는 서재에 있습니다.',
  },
  paper_changed: {
    title: '그 사이 서지 정보가 바뀌었습니다',
    help: '지금 내용을 확인한 뒤 다시 써 주세요.',
  },
  paper_exists: {
    title: '이미 서재에 있는 논문입니다',
    help: '있는 논문을 여세요.',
  },
  paper_merged: {
    title: '다른 논문에 합쳐진 논문입니다',
    help: '합쳐 들인 논문의 화면에서 되돌리면 다시 나옵니다.',
  },
  paper_already_merged: {
    title: '이미 합쳐진 논문입니다',
    help: '다른 사람이 먼저 합쳤습니다. 화면에 지금 상태가 보입니다.',
  },
  papers_not_mergeable: {
    title: '이 둘은 합칠 수 없습니다',
    help: '같은 서재에 있는 서로 다른 두 논문이어야 합니다.',
  },
  suggestion_not_found: {
    title: '이 쌍은 이제 없습니다',
    help: '누군가 이미 결정했거나, 논문 하나가 없어졌을 수 있습니다.',
  },
  merge_not_found: {
    title: '되돌릴 것이 없습니다',
    help: '이미 되돌렸거나 합친 적이 없습니다.',
  },
  merge_not_undoable: {
    title: '지금은 되돌릴 수 없습니다',
    help: '그 뒤에 논문이 다시 합쳐졌거나, DOI를 다른 논문이 쓰고 있습니다. 그것부터 되돌려 주세요.',
  },
  file_not_found: {
    title: '그런 파일이 없습니다',
    help: '논문에서 삭제되었을 수 있습니다.',
  },
  tag_not_found: {
    title: '그런 태그가 없습니다',
    help: '삭제되었거나 이름이 바뀌었을 수 있습니다.',
  },
  highlight_not_found: {
    title: '그런 하이라이트가 없습니다',
    help: '삭제되었거나, 공유받지 않은 하이라이트입니다.',
  },
  quote_not_found: {
    title: '파일에서 그 문장을 찾지 못했습니다',
    help: '문장도, 쪽에서의 위치도 찾을 수 없습니다. 다시 선택해 주세요.',
  },
  note_not_found: {
    title: '이 노트를 찾을 수 없습니다',
    help: '삭제되었거나 작성자가 비공개로 바꾸었을 수 있습니다.',
  },
  note_changed: {
    title: '그 사이 다른 곳에서 이 노트를 고쳤습니다',
    help: '사라진 내용은 없습니다. 고친 내용을 확인하고 남길 글을 고르세요.',
  },
  collection_not_found: {
    title: '그런 컬렉션이 없습니다',
    help: '삭제되었거나, 공유받지 않은 서재의 컬렉션입니다.',
  },
  collection_name_taken: {
    title: '같은 이름의 컬렉션이 이미 있습니다',
    help: '한 컬렉션 안의 이름은 서로 달라야 하며 대소문자는 구별하지 않습니다. 다른 이름을 쓰세요.',
  },
  collection_within_itself: {
    title: '컬렉션을 자기 자신 안으로 옮길 수 없습니다',
    help: '옮기려는 컬렉션 바깥의 자리를 고르세요.',
  },
  collection_too_deep: {
    title: '컬렉션이 너무 깊어집니다',
    help: '컬렉션은 20단계까지 서로 담을 수 있습니다.',
  },
  not_confirmed: {
    title: '확인을 받지 못했습니다',
    help: '되돌릴 수 없는 일이므로 확인을 받은 뒤에만 합니다.',
  },
  selection_empty: {
    title: '선택한 논문이 없습니다',
    help: '논문이 휴지통으로 옮겨졌거나, 조건에 맞는 논문이 더는 없습니다.',
  },
  act_not_found: {
    title: '이 작업 기록이 없습니다',
    help: '보관 기간이 지났거나, 볼 수 없는 서재에서 한 작업입니다.',
  },
  act_already_undone: {
    title: '이미 되돌린 작업입니다',
    help: '다른 곳에서 먼저 되돌렸습니다. 화면을 새로 고쳐 확인해 주세요.',
  },
  act_not_undoable: {
    title: '이제는 되돌릴 수 없습니다',
    help: '그 뒤에 모두 다시 바뀌었거나 없어졌습니다.',
  },
  tag_name_taken: {
    title: '같은 이름의 태그가 이미 있습니다.',
    help: '두 태그를 합치거나 다른 이름을 고르세요.',
  },
  tag_within_itself: {
    title: '태그를 자기 안에 넣을 수 없습니다.',
    help: '그 태그의 바깥에 있는 곳을 고르세요.',
  },
  tag_too_deep: {
    title: '너무 깊거나 너무 깁니다',
    help: '태그는 20단계까지 서로 담을 수 있고, 전체 이름은 300자까지입니다.',
  },
  tag_change_not_found: {
    title: '더는 되돌릴 수 없습니다.',
    help: '이미 되돌렸거나 사라졌습니다.',
  },
  smart_collection_not_found: {
    title: '스마트 컬렉션을 찾을 수 없습니다.',
    help: '누군가 삭제했을 수 있습니다.',
  },
  smart_collection_name_taken: {
    title: '같은 이름의 스마트 컬렉션이 이미 있습니다.',
    help: '다른 이름을 고르세요.',
  },
  too_many_smart_collections: {
    title: '스마트 컬렉션이 너무 많습니다.',
    help: '쓰지 않는 것을 삭제하세요.',
  },
  filter_of_later_version: {
    title: '더 새로운 버전의 서고에서 만든 필터입니다.',
    help: '서고를 업데이트하면 쓸 수 있습니다.',
  },
  citation_key_invalid: {
    title: '인용 키로 쓸 수 없는 글자가 있습니다.',
    help: '글자, 숫자, - _ : . / 만 빈칸 없이 200자까지 쓸 수 있습니다.',
  },
  citation_key_taken: {
    title: '이 서재의 다른 논문이 쓰는 인용 키입니다.',
    help: '대소문자만 다른 키는 같은 키로 봅니다. 다른 키를 고르세요.',
  },
  key_formula_invalid: {
    title: '수식을 읽을 수 없습니다.',
    help: '표시된 곳을 살펴보세요. 수식에 쓸 수 있는 것은 문서에 있습니다.',
  },
  style_not_found: {
    title: '설치되지 않은 인용 양식입니다.',
    help: '다른 양식을 고르세요.',
  },
  style_invalid: {
    title: '인용 양식 파일이 아닙니다.',
    help: 'Citation Style Language 1.0의 .csl 파일을 고르세요.',
  },
  style_exists: {
    title: '이미 설치된 인용 양식입니다.',
    help: '따로 올릴 필요가 없습니다. 고친 양식이라면 파일 안의 id를 다르게 적으세요.',
  },
  style_parent_missing: {
    title: '이 양식이 따르는 다른 양식이 없습니다.',
    help: '파일에 “independent-parent”로 적힌 양식을 먼저 추가하세요.',
  },
  too_many_papers: {
    title: '한 번에 다룰 수 있는 논문 수를 넘었습니다.',
    help: '논문을 더 적게 고르거나, 목록을 걸러서 내보내세요.',
  },
  export_link_not_found: {
    title: '그런 주소가 없습니다.',
    help: '이미 취소된 주소일 수 있습니다.',
  },
  import_empty: {
    title: '가져올 내용이 없습니다',
    help: '비어 있지 않은 파일을 하나 이상 고르세요.',
  },
  upload_not_found: {
    title: '업로드가 더 이상 없습니다',
    help: '하루 동안 멈춰 있던 업로드는 지워집니다. 파일을 다시 보내 주세요.',
  },
  import_running: {
    title: '가져오기가 아직 진행 중입니다',
    help: '끝난 뒤에 다시 시도해 주세요.',
  },
  import_not_found: {
    title: '그런 가져오기 기록이 없습니다',
    help: '다른 사람의 기록일 수 있습니다.',
  },
  import_format_unknown: {
    title: '어떤 종류의 파일인지 알 수 없습니다',
    help: '서고는 PDF, BibTeX(.bib), RIS(.ris), CSL-JSON(.json), EndNote·PubMed(.xml, .nbib), Zotero RDF(.rdf) 등을 읽습니다.',
  },
  import_too_complex: {
    title: '파일을 읽는 데 너무 오래 걸려 중단했습니다',
    help: '여러 파일로 나누어 가져오세요.',
  },
  identifier_unknown_kind: {
    title: '논문을 가리키는 식별자가 아닙니다',
    help: 'DOI, arXiv, PMID, PMCID, ISBN, OpenAlex, KCI 식별자나 논문 페이지의 주소를 넣으세요. ISSN은 학술지 전체의 번호입니다.',
  },
  identifier_not_found: {
    title: '이 식별자를 아는 곳이 없습니다',
    help: '글자와 숫자를 확인하세요. 아주 새로운 식별자는 하루쯤 지나야 알려집니다.',
  },
  identifier_batch_not_found: {
    title: '그런 식별자 목록이 없습니다',
    help: '다른 사람의 목록일 수 있습니다. 추가된 논문은 서재에 있습니다.',
  },
  sources_off: {
    title: '이 서버는 메타데이터 출처를 쓰지 않습니다',
    help: 'PDF나 서지 파일로 추가하거나 서버 운영자에게 문의하세요.',
  },
  source_off: {
    title: '이것을 아는 출처가 꺼져 있습니다',
    help: '관리자는 설정에서 어떤 출처에 묻는지, 출처에 무엇이 필요한지 볼 수 있습니다.',
  },
  source_unavailable: {
    title: '메타데이터 출처가 응답하지 않습니다',
    help: '나중에 다시 시도하세요. 바뀐 것은 없습니다.',
  },
  source_paused: {
    title: '메타데이터 출처가 기다려 달라고 합니다',
    help: '시간이 지나면 다시 묻습니다. 바뀐 것은 없습니다.',
  },
  source_answer_unreadable: {
    title: '메타데이터 출처의 답을 읽을 수 없습니다',
    help: '서지 정보가 아니라 오류 페이지일 수 있습니다. 나중에 다시 시도하세요.',
  },
  source_value_missing: {
    title: '이 출처에는 이제 이 항목이 없습니다',
    help: '논문을 새로 고쳐 출처가 지금 알려 주는 내용을 보세요.',
  },
  open_copy_missing: {
    title: '무료로 공개된 사본을 아는 출처가 없습니다',
    help: 'PDF가 있으면 서재에 끌어 놓으세요.',
  },

  pdf_not_a_pdf: {
    title: 'PDF 파일이 아닙니다',
    help: '이름은 .pdf로 끝나지만 내용은 다릅니다. 오류 페이지가 저장된 경우가 많으니 다시 내려받으세요.',
  },
  pdf_empty: {
    title: '빈 PDF입니다',
    help: '파일에 내용이 없습니다. 다시 내려받으세요.',
  },
  pdf_damaged: {
    title: '손상된 PDF입니다',
    help: '중요한 부분이 잘리거나 바뀌었습니다. 다시 내려받으세요.',
  },
  pdf_encrypted: {
    title: '비밀번호로 잠긴 PDF입니다',
    help: '비밀번호 없이 저장한 사본을 가져오세요.',
  },
  pdf_no_pages: {
    title: '페이지가 없는 PDF입니다',
    help: '다시 내려받거나 원래 프로그램에서 다시 내보내세요.',
  },
  pdf_too_many_pages: {
    title: '페이지가 너무 많은 PDF입니다',
    help: '파일은 보관되고 열 수 있지만 본문은 읽지 않습니다.',
  },
  pdf_limits_exceeded: {
    title: '읽는 데 자원이 너무 많이 드는 PDF입니다',
    help: '깨졌거나 악의적인 파일처럼, 파일 하나에 허용된 메모리나 시간을 넘었습니다.',
  },
  file_elsewhere: {
    title: '다른 논문에 있는 파일입니다',
    help: '같은 파일은 서재에 하나만 둡니다. 그 논문에서 파일을 지우거나 논문을 휴지통으로 옮긴 뒤 다시 첨부하세요.',
  },
  ocr_not_installed: {
    title: 'OCR이 설치되어 있지 않습니다',
    help: '이 서버에 Tesseract나 언어 데이터가 없습니다. 관리자가 tesseract-ocr, tesseract-ocr-kor, tesseract-ocr-eng를 설치하면 스캔본을 자동으로 읽습니다.',
  },
  ocr_off: {
    title: 'OCR은 요청할 때만 실행됩니다',
    help: '이 서버에서는 새 파일을 자동으로 읽지 않습니다. 본문이 필요하면 이 파일의 OCR을 시작하세요.',
  },
  ocr_not_needed: {
    title: '이 파일에는 본문이 들어 있습니다',
    help: 'OCR은 스캔본이나 글자가 깨진 PDF에만 씁니다.',
  },
  ocr_cancelled: {
    title: 'OCR을 취소했습니다',
    help: '읽은 쪽은 남아 있습니다. 다시 시작하면 그다음 쪽부터 읽습니다.',
  },
  ocr_page_limit: {
    title: '일부 쪽은 OCR로 읽지 않았습니다',
    help: '파일의 쪽수가 이 서버의 한도를 넘습니다. 관리자가 SEOGO_OCR_MAX_PAGES를 올릴 수 있습니다.',
  },
  ocr_no_text: {
    title: 'OCR로 찾은 글자가 거의 없습니다',
    help: '그림으로 된 쪽이거나, 이 서버에 언어 데이터가 없는 언어일 수 있습니다.',
  },
  key_not_found: {
    title: '그런 제공자가 없습니다',
    help: '삭제되었을 수 있습니다.',
  },
  provider_not_configured: {
    title: '설정되지 않은 제공자입니다',
    help: '먼저 설정에서 추가하세요.',
  },
  provider_label_taken: {
    title: '같은 이름의 제공자가 이미 있습니다',
    help: '다른 이름을 쓰거나 먼저 기존 것을 삭제하세요.',
  },
  provider_key_refused: {
    title: '제공자가 이 키를 받아들이지 않습니다',
    help: '제공자 페이지에서 키를 다시 복사하고 주소가 맞는지 확인하세요.',
  },
  provider_address_refused: {
    title: '서고가 호출할 수 없는 주소입니다',
    help: '서버에서 닿지 않거나 관리자가 막아 둔 주소입니다.',
  },
  analysis_not_found: {
    title: '그런 분석이 없습니다',
    help: '논문과 함께 삭제되었을 수 있습니다.',
  },
  analysis_batch_not_found: {
    title: '그런 일괄 분석이 없습니다',
    help: '맡긴 일괄 분석은 작업 페이지에 있습니다.',
  },
  analysis_batch_ended: {
    title: '이미 끝난 일괄 분석입니다',
    help: '멈추거나 이어서 할 것이 남아 있지 않습니다.',
  },
  analysis_needs_text: {
    title: '아직 분석할 본문이 없습니다',
    help: '파일을 읽는 중이거나, 글자가 없는 스캔본입니다.',
  },
  no_providers_chosen: {
    title: '읽을 제공자를 고르지 않았습니다',
    help: '하나 이상 고르세요.',
  },
  connector_token_not_found: {
    title: '그런 주소가 없습니다',
    help: '이미 회수되었을 수 있습니다.',
  },
  ...backupProblemsKo,
  ...identityProblemsKo,
  ...notificationProblemsKo,
  ...healthProblemsKo,
  ...meaningProblemsKo,
  ...performanceProblemsKo,
  ...usageProblemsKo,

  job_not_found: {
    title: '그런 작업이 없습니다',
    help: '정리되었을 수 있습니다.',
  },
  job_not_retryable: {
    title: '다시 실행할 수 없는 작업입니다',
    help: '실패했거나 취소된 작업만 다시 실행할 수 있습니다.',
  },
  queue_not_found: {
    title: '그런 대기열이 없습니다',
    help: '대기열은 전체 작업 화면에 나와 있습니다.',
  },
  schedule_not_found: {
    title: '그런 일정이 없습니다',
    help: '이전 버전의 일정일 수 있습니다.',
  },
  event_not_found: {
    title: '그런 이벤트가 없습니다',
    help: '다른 사람이 이미 처리했을 수 있습니다.',
  },
} satisfies typeof problemsEn
