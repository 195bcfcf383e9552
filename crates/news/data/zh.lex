item=dual_use_all: 两用物项; 军民两用; 两用物品; 两用产品; 两用技术
item=rare_earths: 稀土; 稀土元素; 稀土物项; 稀土产品; 稀土矿
item=rare_earths_medium_heavy: 中重稀土; 重稀土; 钐; 钆; 铽; 镝; 镥; 钪; 钇; 钬; 铒; 铥; 铕; 镱; 中重稀土相关物项
item=rare_earth_magnets: 稀土磁铁; 稀土永磁; 钕铁硼; 永磁材料; 磁铁; 磁材; 稀土磁材; 稀土永磁体
item=rare_earth_technology: 稀土技术; 稀土相关技术; 稀土设备; 稀土设备和原辅料; 稀土开采技术; 稀土冶炼分离技术; 稀土加工技术
item=gallium: 镓
item=germanium: 锗
item=antimony: 锑
item=graphite: 石墨; 人造石墨; 石墨负极
item=superhard: 超硬材料; 人造金刚石
item=tungsten: 钨
item=tellurium: 碲
item=bismuth: 铋
item=molybdenum: 钼
item=indium: 铟
item=batteries: 锂电池; 电池; 锂离子电池
item=helium: 氦气; 氦
item=uav: 无人机; 无人驾驶航空器
item=aerospace: 航空航天; 航空发动机; 燃气轮机
item=precursor_chemicals: 易制毒化学品; 前体; 前体化学品
item=chips: 芯片; 半导体; 集成电路
item=advanced_chips: 先进芯片; 人工智能芯片; AI芯片; 高端芯片; H20; H200; 高带宽内存; 先进计算芯片; H20芯片; H200芯片
item=chip_tools: 光刻机; 半导体设备; 芯片制造设备; 半导体制造设备; 芯片设备; 浸润式光刻机; 半导体制造装备; 光刻胶
item=chip_technology: 半导体技术; 芯片技术
item=quantum: 量子
item=military_goods: 武器; 军火; 军品
item=critical_minerals: 关键矿产; 战略矿产; 关键矿物; 战略金属; 关键金属
techword: 技术
org=official|CN|Ministry of Commerce: 商务部; 中国商务部; 商务部新闻发言人; 商务部发言人; 商务部、海关总署; 商务部会同
org=official|CN|customs: 海关总署
org=official|CN|State Council: 国务院
org=official|CN|foreign ministry: 外交部; 外交部发言人
org=official|JP|foreign ministry: 外务省; 官房长官; 日本外务省
org=official|JP|METI: 经济产业省; 经产省
org=official||government: 经济部; 外交部门; 贸易部; 产业部; 工业部; 委员会; 议长; 内阁; 政府; 发言人; 部长; 首相; 总统; 当局
org=official|US|Department of Commerce: 美国商务部; 美商务部; 产业与安全局; 工业和安全局; 工业与安全局
org=official|US|White House: 白宫; 特朗普; 拜登; 特朗普政府; 拜登政府
org=state_media|CN|Xinhua: 新华社
org=state_media|CN|state media: 官方媒体; 环球时报; 央视; 玉渊谭天; 中国日报; 人民日报; 官媒
org=statistics|CN|China customs: 海关数据; 海关总署数据; 海关统计; 海关总署公布的数据
org=unnamed_source||sources: 知情人士; 消息人士; 业内人士; 匿名; 消息称
org=analyst||analysts: 分析人士; 专家; 分析师; 学者
org=company|NL|ASML: 阿斯麦
org=company|NL|Nexperia: 安世半导体
org=company|US|Nvidia: 英伟达
org=company||companies: 企业; 公司; 出口商
org=court||court: 法院; 法庭
org=fact_checker||fact-checkers: 辟谣; 事实核查
org=press||press: 据报道; 媒体报道; 日媒; 外媒; 彭博社; 路透社; 共同社
ban: 禁止; 禁运; 严禁; 不得; 停止批准; 不予许可; 不予批准
bannoun: 禁令
banned: 禁止; 不予许可
export: 出口; 输出
ship: 出口; 提供; 转移; 销售; 供应; 供货; 交付; 发货
delivery: 供应; 供货; 交付; 发货; 出货; 出口; 订单; 合同
restrict: 限制; 管控; 管制
controls: 出口管制; 出口管控; 管制; 管制措施; 出口限制; 管制决定; 管控
measurenoun: 公告; 措施; 管制; 管制措施; 规则; 禁令; 规定; 限制; 条款; 暂停; 决定; 出口管制措施; 穿透性规则; 做法
impose: 实施; 采取; 加强; 宣布; 发布; 公布; 出台; 决定; 新增; 扩大; 升级; 收紧; 强化
require: 须; 需; 应当; 必须; 需要; 要求; 应
obtain: 申请; 取得; 获得; 向
licence: 许可; 许可证; 出口许可; 许可证件; 批准; 审批; 出口许可证; 通用许可
tighten: 收紧; 加强; 更严格; 从严; 严格; 加大; 强化
review: 审查; 审批; 审核; 许可; 监管; 核查; 许可审查
ease: 放宽; 放松; 简化; 便利化; 加快; 松绑
suspend: 暂停; 中止; 推迟; 停止实施; 暂缓
suspension: 暂停
extend: 延长; 延期; 展期
reinstate: 恢复实施; 恢复执行; 重新实施; 失效
revoke: 取消; 撤销; 废止; 解除
grant: 批准; 发放; 颁发; 给予; 予以; 同意; 核发
add: 列入; 纳入; 增列; 加入; 添加; 列为
removeword: 移出; 移除; 剔除
plist=listed_party: 出口管制管控名单; 管控名单; 实体清单; 不可靠实体清单; 黑名单; 出口管制清单
plist=watch_listed_party: 关注名单; 未经核实清单; 观察名单; 未核实清单
goodslist: 两用物项出口管制清单; 管制清单; 物项清单
partyword: 实体; 企业; 公司; 机构; 组织; 个人; 大学
liability: 追究法律责任; 承担法律责任; 依法追究; 法律责任
anyperson: 任何国家和地区; 任何组织和个人; 任何国家; 任何组织; 境外组织和个人; 任何个人; 第三方; 境外组织; 境外的组织和个人; 境外组织或个人; 任何组织; 海外组织和个人
deminimis: 0.1 %; 0.1%; 价值占比; 价值比例; 含有; 原产于中国
fdpr: 外国直接产品; 直接产品规则
madeabroad: 境外制造; 境外生产; 境外; 海外; 国外
ownership: 50%穿透; 50 % 穿透; 穿透性规则; 持股50%; 持股 50 %; 50 % 规则; 50%; 50 %
service: 维修; 维护; 服务; 软件更新; 升级服务; 维保
exempt: 豁免; 排除; 不适用; 免于; 例外; 无需申请; 不在管制范围
notaffected: 不受影响; 不会受到影响; 并非禁止; 不是禁止; 不会影响; 不影响; 无需担心; 不涉及; 不代表禁止; 正常贸易; 民用用途; 完全没有必要担心; 不针对; 并非针对; 不会受影响
consider: 考虑; 正在研究; 研究是否; 研究限制; 研究收紧; 研究对; 研究采取; 拟; 计划; 酝酿; 准备; 打算; 正在研究; 或将; 有意; 拟议; 着手
propose: 征求意见; 草案; 提案; 法案
fear: 担心; 担忧; 可能; 或; 预计; 恐
strongfear: 担心; 担忧; 忧虑; 恐; 预计
deny: 否认; 不实; 谣言; 虚假; 假消息; 没有; 并未; 辟谣; 不属实; 无此事
denystrong: 否认; 不实; 谣言; 虚假; 假消息; 辟谣; 不属实; 并未停止; 没有停止; 没有任何
reported: 据报道; 知情人士; 消息称; 消息人士; 传闻; 据悉; 网传; 据称; 业内人士
talks: 谈判; 磋商; 会谈; 对话; 沟通; 商谈
agreement: 协议; 共识; 框架; 谅解; 安排
reach: 达成; 签署; 形成
agree: 同意; 承诺
immediate: 自公布之日起; 自发布之日起; 即日起; 立即生效; 公布之日起; 立即实施; 自即日起
effect: 自; 起; 生效; 起实施; 起施行; 正式实施
until: 至; 截至; 直到; 到期
oneyear: 一年; 为期一年
past: 曾; 此前; 历史上; 当年; 年前
will: 将; 拟
announce: 宣布; 发布; 公布; 公告; 表示; 称; 说; 指出
halt: 停止; 中断; 暂停; 停滞; 叫停; 受阻; 冻结; 推迟; 延迟; 放缓; 停摆
resume: 恢复; 重启
control_of: 接管; 控制权; 接收; 干预
rule_verb: 裁定; 判决; 裁决; 判; 下令
support: 补贴; 投资; 入股; 注资; 支持; 收购; 资助; 保底价
supportnoun: 股份; 补贴; 贷款; 资金; 亿; 万; 保底价; 股权
producer: 生产商; 矿; 企业; 矿业; 工厂; 冶炼厂
expand: 扩建; 扩大; 投产; 新建; 开工; 增产; 提高; 启动
facility: 工厂; 矿山; 产能; 产量; 生产线; 冶炼厂; 项目
supplydeal: 供应协议; 长期协议; 采购协议; 供货协议
notrespond: 未回应; 未予置评; 拒绝置评; 没有回应; 未予回应; 不予置评; 未透露; 没有说明; 未说明; 未置评; 尚未回应
protest: 抗议; 强烈谴责; 坚决反对; 严正交涉; 强烈不满; 不可接受; 遗憾; 抗議; 反对
formalprotest: 抗议; 严正交涉; 提出交涉; 强烈抗议; 坚决反对; 表示抗议; 强烈反对
demand: 要求; 敦促; 呼吁; 促请
withdrawal: 撤回; 撤销; 取消; 立即停止; 纠正; 收回; 停止; 放宽; 放松; 解除
warn: 警告; 采取必要措施; 必要措施; 后果
retaliate: 反制; 报复; 反制措施; 以牙还牙
say: 表示; 称; 说; 指出; 强调; 宣布; 介绍; 显示; 告诉; 回应; 透露; 报道; 认为; 据; 担心; 担忧; 预计; 警告; 重申; 证实; 回应称
sayright: 表示; 称; 说; 显示
tradeword: 出口; 进口; 产量; 份额; 价格; 库存; 出口量; 进口量; 储量; 供应
up: 增长; 上升; 增加; 上涨; 大增; 回升; 升至; 增至
down: 下降; 减少; 下跌; 下滑; 锐减; 降至
measureverb: 占; 达; 为; 约; 达到; 供应; 仅; 共; 共计; 合计
yearbasis: 同比; 比上年; 较上年; 比去年; 较去年同期
monthbasis: 环比; 比上月; 较上月
budget: 预算; 军费
approve: 批准; 通过; 审议通过
tariff: 关税; 反倾销; 投资限制; 港口费; 旅游
usedin: 用于; 用来; 应用于; 制造; 生产所需; 包括
including: 包括; 含
anyall: 所有; 一切; 任何; 全部; 全面
party=military_user: 军事用户; 军方; 军工企业; 军事最终用户; 自卫队
party=civil_user: 民用用户; 民用; 民间企业
party=affiliate: 子公司; 分支机构; 关联公司
party=research_body: 研究所; 大学; 研究机构
use=military: 军事用途; 军事目的; 军用
use=enhances-military: 提升日本军事实力; 军事实力; 提升军事; 军事能力
use=civil: 民用; 民用用途
basis=Export Control Law: 出口管制法
basis=Regulations on Export Control of Dual-Use Items: 两用物项出口管制条例
basis=Foreign Trade Law: 对外贸易法
basis=National Security Law: 国家安全法
correction: 更正; 勘误
subject: 民用用途; 出口管制; 两用物项; 稀土; 半导体; 芯片; 许可; 管控名单; 实体清单; 出口; 关注名单; 镓; 锗; 锑; 石墨; 磁
break: 但; 同时; 此外; 并称; 另; 而
to: 对; 向; 至; 往
by: 被
listref: 上述实体; 上述企业; 上述; 该实体; 名单上的
onlyword: 仅; 只针对; 仅限
mustword: 应当立即; 须立即; 必须立即; 应立即; 立即停止
dataword: 数据; 统计
zero: 为零; 零出口; 归零; 降至零
noinstrument: 尚未发布; 未见公告; 尚未公布; 没有正式公告; 未发布公告
quota: 配额
cutdown: 削减; 减少; 下调
wto: 世贸组织; 世界贸易组织; WTO
challenge: 起诉; 诉诸; 提起; 提出
unless: 除非
maynot: 不得; 禁止; 严禁
already: 已经; 现行; 仍; 此前; 目前; 继续
