item=dual_use_all: 軍民両用品; 軍民両用; 両用品; デュアルユース; 両用物項; 軍民両用の品目; 軍民両用の物資
item=rare_earths: レアアース; 希土類; レアアース（希土類）; 希土類元素
item=rare_earths_medium_heavy: 中重希土類; 重希土類; 中・重希土類; サマリウム; ガドリニウム; テルビウム; ジスプロシウム; ルテチウム; スカンジウム; イットリウム; ホルミウム; エルビウム; 中重レアアース
item=rare_earth_magnets: レアアース磁石; 希土類磁石; ネオジム磁石; 永久磁石; 磁石
item=rare_earth_technology: レアアース技術; 関連技術; レアアース関連技術; レアアースの関連技術; レアアース（希土類）の関連技術; 希土類の関連技術; 希土類関連技術
item=gallium: ガリウム
item=germanium: ゲルマニウム
item=antimony: アンチモン
item=graphite: 黒鉛; グラファイト; 人造黒鉛
item=superhard: 超硬材料; 人工ダイヤモンド; 超硬質材料
item=tungsten: タングステン
item=tellurium: テルル
item=bismuth: ビスマス
item=molybdenum: モリブデン
item=indium: インジウム
item=batteries: リチウムイオン電池; 電池; リチウム電池; 蓄電池
item=helium: ヘリウム
item=uav: ドローン; 無人機; 無人航空機
item=aerospace: 航空宇宙; 航空機部品; 航空機エンジン
item=precursor_chemicals: 前駆体; 原料物質
item=chips: 半導体; 車載半導体; 集積回路
item=advanced_chips: 先端半導体; ＡＩ半導体; AI半導体; 人工知能（ＡＩ）半導体; 高性能半導体; H20; 画像処理半導体; 最先端半導体; 広帯域メモリー; HBM
item=chip_tools: 半導体製造装置; 製造装置; 露光装置; 半導体装置; 露光機; 半導体製造装置など
item=chip_technology: 半導体技術; 先端半導体技術; 半導体関連技術
item=quantum: 量子; 量子コンピューター
item=military_goods: 武器; 防衛装備品
item=critical_minerals: 重要鉱物; 戦略物資; 重要物資
techword: 技術
org=official|CN|Ministry of Commerce: 商務省; 中国商務省; 商務部; 中国商務部; 商務省報道官
org=official|CN|customs: 税関総署; 海関総署
org=official|~JP|foreign ministry: 外務省; 外相; 防衛省; 財務省
org=official|CN|foreign ministry: 中国外務省; 外務省報道官; 中国外相
org=official|JP|METI: 経済産業省; 経産省; 経産相; 経済産業相; 赤沢亮正経済産業相
org=official|JP|cabinet: 日本政府; 木原稔官房長官
org=official|~JP|government: 首相; 内閣; 官房長官; 閣僚
org=official||government: 政府; 大統領; 当局; 報道官; 政権; 高官
org=official|US|Department of Commerce: 米商務省; 米商務長官; 米産業安全保障局; 産業安全保障局
org=official|US|White House: ホワイトハウス; トランプ政権; バイデン政権; トランプ大統領; トランプ米大統領
org=state_media|CN|Xinhua: 新華社
org=state_media|CN|state media: 国営メディア; 環球時報; 中国国営; 中国中央テレビ; 中国紙; 国営新華社
org=statistics|CN|China customs: 税関統計; 通関統計; 中国税関総署が発表した; 貿易統計
org=statistics|JP|statistics: 財務省の貿易統計; 財務省貿易統計
org=unnamed_source||sources: 関係者; 関係筋; 複数の関係者; 消息筋; 日本企業関係者; 業界関係者
org=analyst||analysts: 専門家; アナリスト; 識者
org=company|NL|ASML: ＡＳＭＬ; ASML
org=company|JP|Tokyo Electron: 東京エレクトロン
org=company|US|Nvidia: エヌビディア
org=company|NL|Nexperia: ネクスペリア
org=company||companies: 企業; メーカー; 商社; 同社; 会社
org=court||court: 裁判所; 地裁; 高裁
org=fact_checker||fact-checkers: ファクトチェック
org=press||press: 報道; 報じた; 日本経済新聞; 報じ; 米紙; 香港紙
ban: 禁止; 禁輸; 禁じ; 認めない; 許可しない; 不許可; 停止し
bannoun: 禁輸; 禁輸措置
banned: 禁止; 禁じ; 認めない; 不許可; 許可しない
export: 輸出; 再輸出
ship: 輸出; 出荷; 供給; 提供; 販売; 移転
delivery: 供給; 出荷; 納入; 輸出; 調達; 契約; 手続き; 審査; 輸送
restrict: 制限; 規制; 管理
controls: 輸出規制; 輸出管理; 規制; 輸出制限; 管理措置; 輸出管理措置; 輸出許可制; 許可制
measurenoun: 措置; 規制; 規則; 公告; 制限; 輸出規制; 禁輸; ルール; 禁止措置; 発表; 許可制; 禁輸措置
impose: 実施; 強化; 導入; 発動; 発表; 決定; 講じ; 課す; 課し; 始め; 拡大; 厳格化; 適用; 開始; 公表; 追加; 決め; 打ち出し
require: 必要; 義務付け; 義務づけ; 求め; 要する; 義務
obtain: 取得; 申請; 得る
licence: 許可; 輸出許可; 許可証; 承認; 認可; 事前許可; 許可の取得; ライセンス
tighten: 厳格化; 強化; 厳しく; 厳格; 引き締め
review: 審査; 許可; 手続き; 検査; 確認
ease: 緩和; 簡素化; 迅速化; 円滑化
suspend: 停止; 一時停止; 凍結; 延期; 先送り; 見送り; 見送る; 猶予
suspension: 停止; 一時停止; 猶予
extend: 延長; 延期
reinstate: 再開; 再発動; 復活
revoke: 解除; 撤廃; 廃止; 取り消; 撤回
grant: 許可; 発給; 承認; 認可; 交付; 付与; 認め
add: 加え; 追加; 指定; 掲載; 載せ; 登録; 記載; 加えて; 加わ; 載った; 入れ
removeword: 削除; 除外し; 外し; 外す
plist=listed_party: 輸出規制リスト; 輸出管理リスト; エンティティーリスト; エンティティリスト; 禁輸リスト; 輸出管理規制リスト; 信頼できない企業リスト; 信頼できないエンティティーリスト; ブラックリスト; 管理対象リスト; 輸出規制の対象リスト; 輸出管理の対象リスト; 輸出禁止リスト
plist=watch_listed_party: 監視リスト; 注視リスト; 懸念リスト; 未検証エンドユーザーリスト; 要注意リスト; 注意リスト; 関心リスト; 観察リスト; 外国ユーザーリスト
goodslist: 規制対象リスト; 品目リスト; 規制品目リスト
partyword: 企業; 団体; 組織; 社; 機関; 個人; 大学; 法人
liability: 法的責任; 責任を追及; 責任を問; 処罰
anyperson: いかなる国; すべての国; あらゆる国; いかなる組織; 組織や個人; 個人や組織; 第三国
deminimis: 0.1 % 以上; 0.1%以上; 中国産レアアースを; 価格ベース; 含有; 0.1 %
fdpr: 外国直接製品; 直接製品
madeabroad: 海外製品; 海外で; 外国製; 第三国; 海外で製造; 域外
ownership: 50 % 以上; 50%以上; 50 ％ 以上; ５０％以上; 出資する子会社; 関連会社
service: 保守; 修理; サービス; 保守点検; ソフトウエア更新; メンテナンス; 補修
exempt: 除外; 対象外; 免除; 適用外; 例外; 猶予
notaffected: 影響を受けない; 影響は受けない; 影響しない; 対象ではない; 影響はない; 禁止ではない; 民生用途には; 影響を与えない; 心配する必要; 禁輸ではない; 民生用は; 対象としたものではない; 対象にしたものではない; 対象としていない; 狙ったものではない
consider: 検討; 方針; 計画; 目指し; 準備; 意向; 見通し; 方向; 調整; 構え; 考え
propose: 法案; 案を; 改正案; 意見公募; パブリックコメント; 省令案
fear: 懸念; 恐れ; 可能性; 不安; 警戒; 予想; 見方; おそれ
strongfear: 懸念; 恐れ; 不安; 警戒; 見方; おそれ; 可能性がある
deny: 否定; 事実ではない; 事実無根; 誤り; デマ; 偽情報; していない; 虚偽; 誤情報; 事実はない
denystrong: 否定; 事実ではない; 事実無根; 誤り; デマ; 偽情報; 虚偽; 誤情報; 事実はない; 停止していない; 行っていない
reported: 関係者によると; 関係者が明らかにした; 分かった; とみられる; という; 報じた; 情報; 伝えた; もよう; 報じられた; 関係筋; 判明; によれば
talks: 協議; 交渉; 会談; 対話; 話し合; 折衝
agreement: 合意; 協定; 枠組み; 取り決め; 覚書
reach: 達し; 締結; 署名; 合意し; 結ん
agree: 合意し; 同意; 約束
immediate: 即日; 同日付; 直ちに; 同日から; 即時; 同日施行; 同日発効; 即日実施; 公布日から; 即日発効
effect: から; 施行; 発効; 付で; 適用; 付け
until: まで; 期限
oneyear: １年; 1 年間; 1年間; 1 年
past: かつて; 当時; 以前; 過去; 年前; 事実上停止した
will: する方針; すると; する予定; することになる
announce: 発表; 表明; 公表; 明らかにし; 通知; 告示
halt: 停止; 滞っ; 滞り; 停滞; 遅れ; 止まっ; 止め; 中断; ストップ; 凍結; 遅延; 途絶; 見合わせ; 細っ; 拒否; 滞る; 差し止め; 停滞し; 打ち切
resume: 再開; 復旧
control_of: 管理下; 支配下; 接収; 掌握; 国有化; 経営権
rule_verb: 判決; 命じ; 命令; 決定; 棄却; 認め; 判断; 差し止め; 無効
support: 出資; 補助; 支援; 助成; 融資; 投資; 買い取り; 資金; 補助金
supportnoun: 億; 資金; 補助金; 株式; 融資; 下限価格; 助成金
producer: 生産; 会社; メーカー; 鉱山; 工場; 精錬; 企業
expand: 増産; 拡張; 拡大; 新設; 稼働; 建設; 開設; 増強; 着工
facility: 工場; 鉱山; 生産能力; 生産; 精錬所; 設備
supplydeal: 供給契約; 長期契約; 長期供給; 調達契約
notrespond: コメントを控え; コメントしなかった; 回答を控え; 明らかにしていない; 明言を避け; 回答していない; 言及しなかった; 答えなかった; 言及を避け; コメントしていない; 応じていない; 明らかにしなかった; 説明していない
protest: 抗議; 遺憾; 反発; 非難; 反対; 受け入れられない; 容認でき; 批判; 極めて遺憾; 不満
formalprotest: 抗議; 強く抗議; 申し入れ; 断固反対; 強く反発; 強く反対; 抗議し; 抗議した; 厳重に抗議
demand: 求め; 要求; 要請; 迫っ
withdrawal: 撤回; 撤廃; 是正; 取り消し; 停止; 中止; 解除; 緩和
warn: 警告; 必要な措置; 対抗措置を取る; けん制; 牽制
retaliate: 報復; 対抗; 対抗措置; 報復措置
say: 警告し; 懸念し; 予想し; 見込; 述べ; 語っ; 発表; 明らかにし; 表明; 話し; 説明; 指摘; 主張; 強調; と伝え; 報じ; によると; 示し; 抗議; 求め; とした; としている
sayright: 述べ; 発表; 明らかにし; 表明; 話し; 説明; としている; とした
tradeword: 輸出; 輸入; 生産量; シェア; 価格; 在庫; 輸出量; 輸入量; 供給; 生産
up: 増; 増加; 上昇; 増え; 伸び; 拡大; 急増; 上回
down: 減; 減少; 低下; 下落; 減り; 急減; 下回; 落ち込
measureverb: 占め; 達し; 依存; だった; となった; 上る
yearbasis: 前年同月比; 前年比; 前年同期比; 前年度比; 前年
monthbasis: 前月比; 前月
budget: 予算; 防衛費; 予算案; 当初予算
approve: 閣議決定; 可決; 承認; 成立; 決定
tariff: 関税; 反ダンピング; 投資規制; 水産物; 渡航
usedin: に使う; に使われ; 用の; に用い; に不可欠; 向けの; に欠かせない; などの
including: など; 含む
anyall: すべて; あらゆる; 全ての; 一切; 全面
party=military_user: 軍事ユーザー; 軍事エンドユーザー; 軍需企業; 自衛隊; 防衛企業; 軍事利用者; 軍関連企業
party=civil_user: 民生用; 民間企業; 民生ユーザー; 民間ユーザー; 民生
party=affiliate: 子会社; 関連会社; 関連企業
party=research_body: 研究所; 大学; 研究機関
use=military: 軍事用途; 軍事目的; 軍事利用; 軍事転用; 軍事用
use=enhances-military: 軍事力の強化; 軍事力強化; 軍事力の向上; 軍事力を高め; 軍事力向上; 軍事力強化に
use=civil: 民生用; 民生用途; 民生
basis=Export Control Law: 輸出管理法; 輸出管制法
basis=Foreign Exchange and Foreign Trade Act: 外為法; 外国為替及び外国貿易法
correction: 訂正
subject: 輸出規制; 輸出管理; レアアース; 希土類; 半導体; 軍民両用; 輸出; 禁輸; ガリウム; 黒鉛; 輸出許可; リスト; 磁石; 製造装置
break: が、; 一方; また; さらに; ほか; うえで; 一方で
to: へ; に; 向け
by: により
listref: これらの企業; 対象企業; 同リスト; これらの団体; 掲載された
onlyword: のみ; だけ; に限
dataword: 統計; データ; 通関; 公表した貿易統計
zero: ゼロ; 零
noinstrument: 公告は出ていない; 公告はまだ; 告示はまだ; 正式な発表はない; 公表していない
quota: 輸出枠; 割当
cutdown: 削減; 減ら; 縮小
wto: 世界貿易機関; WTO; ＷＴＯ
challenge: 提訴; 訴え; 持ち込
unless: 限り
maynot: してはならない; 禁じ; 禁止
moneysupport: 財政支援; 資金支援; 金融支援; 資金援助
already: すでに; 既に; 現行; 引き続き; 従来; 現在
