// Package data is what danbiet knows: the nouns of grassroots democracy
// reporting, the events that change them, and the folder that keeps them.
//
// # The vocabulary
//
// One word a thing, in code, SQL, URLs and JSON:
//
//   - org unit (đơn vị; OrgUnit, unit): a province, town, commune or ward, or
//     an ấp/khóm below it. Units have keys of danbiet's own ("xa-tan-an",
//     "xa-tan-an-2025"), because official codes and names were given to other
//     units on 01/07/2025.
//   - reporting period (kỳ báo cáo; period): a labelled stretch with data_from,
//     data_to and the rule of its last day. "6 months" is a label, never a
//     calculation.
//   - report type (loại báo cáo; report_type): sơ kết 6 tháng, tổng kết năm.
//   - plan (kế hoạch): what one unit means to do in one year.
//   - task (nhiệm vụ): one numbered item of a plan that can be done or not.
//   - obligation (nghĩa vụ báo cáo): one unit owes one report type for one
//     period by a last day (ngày cuối).
//   - submission (lần nộp): one sending for one obligation, with one receipt
//     (biên nhận) and one or more files. A sending that is not finished is the
//     job: received, read, accepted or returned.
//   - file (tệp): the bytes as received, known by their SHA-256.
//   - report (báo cáo): what a submission says.
//   - reading (kết quả đọc): what danbiet understood of one file, with places.
//   - cell (ô): one non-empty cell, line or paragraph of a file.
//   - fact (số liệu): one number, with the cell it stands in.
//   - indicator (chỉ tiêu): one of QC01 to QC62, some with parts a, b, c.
//   - question (câu hỏi): what a file leaves open and a person can answer.
//   - past figures (số liệu các kỳ trước): a table of reports that another
//     system kept before danbiet; loaded whole, one row a report.
//   - answer, correction (trả lời, sửa): what a person said on the way to
//     confirming; the file itself never changes.
//   - alias (tên gọi đã nhớ): what one sender's word means.
//   - waiting (chờ): read, and not counted until a person has answered and
//     confirmed.
//   - review (xét duyệt): the receiving body accepted or returned a submission.
//   - timeliness (đúng hạn): on time ÷ due.
//   - completeness (đã nộp): received ÷ due.
//   - completion (hoàn thành): tasks done ÷ tasks applicable.
//   - exemplar (mô hình, điển hình): never called "model" here.
//   - evidence (căn cứ): what a number stands on.
//   - problem (lỗi, điểm cần hỏi): what is wrong or doubtful in a file.
//   - finding (phát hiện): a rule broken or a signal, across files; a flag is a
//     finding as somebody answers it.
//   - milestone (mốc tiến độ): a day by which a part of a task must be done.
//   - outside figure (số của nơi khác): points that another body gives to a unit,
//     kept as given.
//   - policy (quy định áp dụng): a versioned rule with its document.
//
// # The folder
//
//	DIR/originals/ab/abcd…   every file received, under its SHA-256
//	DIR/ledger.jsonl         every event, one line, hash-chained, fsynced
//	DIR/readings/ab/abcd…    what was read of each file (gzip JSON)
//	DIR/danbiet.duckdb       an index of the three above; Rebuild makes it anew
//
// An event is the only way to change anything: Store.Record checks it, writes
// its rows, appends it to the ledger, syncs, and commits. Catalogues (units,
// indicators, periods, calendar, policies) are embedded in the program and
// loaded at start; lists of units that an office took in (UnitsImported) are
// merged into them.
package data
