"""What to do about a fault of a catalogue: a sentence for each place where one can be."""

from collections.abc import Mapping

_OTHERWISE = "请更正该处后重新检查目录。"
_REMEDIES: Mapping[tuple[str, str], str] = {
    ("", "organisation"): "请填写单位表中已有的单位代码,或先在单位表中登记该单位。",
    ("", "street"): "请填写街道表中已有的街道代码,各街道通用的填*。",
    ("", "phone"): "请填写可以拨通的电话号码,只用数字和短横。",
    ("", "hours"): "请按“周一至周五 09:00-17:00;周六 09:00-12:00(错时延时)”的样式填写。",
    ("", "code"): "请填写唯一的代码。",
    ("", "name"): "请填写名称,同名的请加以区分。",
    ("organisations", "mentor"): "请在业务指导员表中为该部门指定一人。",
    ("items", "list"): "请列入四张清单之一,或从事项表中删去。",
    ("items", "implementation_code"): "请与国家事项库核对31位实施编码;没有的留空,本地编码照用。",
    ("items", "level"): "请与实施编码第19位核对行使层级。",
    ("items", "basic_code"): "请与实施编码末12位核对基本编码。",
    ("items", "body"): "请填写实施主体的单位代码,由受理街道实施的填*。",
    ("items", "department"): "请填写单位表中的决定机关。",
    ("items", "supervising"): "请填写单位表中的监管单位。",
    ("items", "responsible"): "请填写单位表中的责任单位。",
    ("items", "system"): "请在代码表中登记该业务系统的状态代码,由本系统办理的留空。",
    ("items", "applicants"): "请填写自然人、法人或非法人组织。",
    ("items", "delivery"): "没有批件的不填送达方式,有批件的请填写。",
    ("items", "statutory_days"): "请填写依据所载的法定期限,并载明依据。",
    ("items", "promised_days"): "承诺期限请不长于法定期限。",
    ("items", "extension_days"): "请在期限依据栏载明准许延长的法律。",
    ("items", "extension_approver"): "请填写可延长的天数和依据,或删去批准人。",
    ("items", "retention"): "请按单位的档案保管期限表填写永久、100年、50年、30年或10年。",
    ("items", "guide_version"): "请填写办事指南的版本号。",
    ("items", "guide_dated_on"): "请填写该版本的日期。",
    ("steps", "limit_days"): "每个环节只填自己的天数,各环节相加不超过承诺期限。",
    ("fees", "legal_basis"): "没有法律、行政法规依据的收费请删去。",
    ("own", "item"): "由部门决定又无初审的,请改列帮办代办事项清单。",
    ("empowered", "item"): "省目录没有的不得赋权,请改列帮办代办事项清单;编码不同的请报批对应关系。",
    ("empowered", "directory"): "请引用适用于街道的省级赋权指导目录。",
    ("empowered", "form"): "受委托的不得再委托,请由法定机关另行委托,或从清单中删去。",
    ("empowered", "edition"): "请按现行版本的目录重新核对该事项。",
    ("empowered", "instrument"): "请填写下放决定或委托书的文号。",
    ("empowered", "in_name_of"): "下放的以街道名义(填*),委托的以委托机关名义(填其单位代码)。",
    ("empowered", "filed_on"): "请核对认领日期和备案日期。",
    ("empowered", "mapping_approved_by"): "请由批准编码对应关系的人署名。",
    ("empowered", "mapping_approved_on"): "请填写编码对应关系的批准日期。",
    ("assisted", "item"): "请在事项表中载明决定机关和批件,同一街道只留一种方式。",
    ("outlet_list", "item"): "请在事项表中载明责任机关和批件。",
    ("outlet_list", "execution"): "不能即时办结的请改为代收转办。",
    ("outlet_list", "outlet_kind"): "请增设该类服务点,或从清单中删去该行。",
    ("directories", "code"): "请补录目录条目。",
    ("mentors", "department"): "请填写区级部门的单位代码。",
    ("mentors", "items"): "请填写该部门决定的事项代码,全部事项都答复的留空。",
    ("mentors", "answer_days"): "请填写1至30个工作日。",
    ("signing_keys", "public_key"): "请填写`lianban keys signing new`给出的公钥,一把密钥只列一次。",
    ("signing_keys", "valid_until"): "请核对起止日期,并为该单位登记一把未定终止日期的新密钥。",
    ("members", "code"): "请填写该人员在本单位唯一的代称,不填姓名和证件号码。",
    ("members", "duties"): "请填写窗口人员、帮办代办员、经办人、审批人或负责人,可填几项。",
    ("members", "valid_until"): "请核对起止日期,在岗的终止日期留空。",
    ("code_lists", "code"): "同一代码系统的每个代码只列一次,评价量表须列全1至5。",
    ("calendar", "day"): "请按国务院办公厅的放假通知更正工作日历。",
    ("catalogue", "edition"): "请填写目录的版本。",
}


def remedy_for(file: str, column: str) -> str:
    """Return what to do about a fault in a column of a file, whatever kind of file it is."""
    table = file.rsplit(".", 1)[0]
    if table == "catalogue" and column.endswith(("_days", "_hours")):
        return "请把期限参数改为法定期限以内的天数。"
    found = _REMEDIES.get((table, column)) or _REMEDIES.get(("", column))
    return found or _OTHERWISE
