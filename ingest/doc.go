// Package ingest goes from the bytes of a file to a data.Reading: what the file
// says, where it says it, and what is wrong with it. It never fails: a fault of
// a file is a Problem with a place, not an error.
//
// # Text, in steps
//
// A plan that came as text is read in five steps, each a pure function of the
// one before:
//
//  1. decodeText: bytes to Unicode in NFC; what cannot be read is a blocking
//     problem, never nonsense.
//  2. splitLines: visual lines with the number of the line of the file (counted
//     by line feeds only), page numbers taken out.
//  3. zones: head, title, body and closing. In the head and the closing a line
//     can hold a cell of each of two columns; in the body it cannot.
//  4. joinParagraphs: body lines to paragraphs with their labels; then
//     buildOutline makes sections, items and roles of them.
//  5. the extractors: citations, tasks with windows, report duties, recipients,
//     signer, spelling. Each is grammar and dictionaries over a passage.
//
// A passage keeps, beside the printed text, a canonical copy of the same number
// of runes (one placing of tone marks, one hyphen, one Đ), and the line of every
// rune. Patterns run over the canonical copy; values are cut from the printed
// one; places come from the lines. So no pattern needs to know "hoà" and "hòa",
// and every value can say where it stands.
//
// # Workbooks, in steps
//
//  1. guardWorkbook: the zip, then each XML part once, by tokens of our own
//     (xmlTokens); checked and kept in the same pass, refused with its place.
//  2. grids: the cells as a Vietnamese Excel shows them, in Unicode whatever
//     their fonts were, merged ranges spread, what is hidden marked.
//  3. findTable: the columns of our tables by machine key, else by header; what
//     pasting left behind in them is said (dropUnclear).
//  4. recogniser: head, tasks, figures, and how they fit together.
//
// Go's \b knows ASCII only ("\bủy" never matches): word borders are written out,
// or words are taken one by one (words in plan_bodies.go).
//
// # From files to what counts
//
// Import (folders, overnight) and Receive (what is dropped on a page) go the
// same way:
//
//  1. archives are unpacked; every file is kept under its hash, the archive too.
//  2. each is read in the light of its Hints: the sender's words, later the
//     answers and corrections of a person. The same file with the same hints
//     gives the same reading.
//  3. group: a report's narrative and its annexes are one sending; unite: a
//     figure that several state counts once, the annex's; a difference is a
//     problem with both places.
//  4. conclude: whose and when, what one file alone cannot tell (settle), which
//     questions are open, and the outcome: read, waiting, refused.
//  5. record: receipt, reading and, where nobody else decides, acceptance, a
//     batch in one transaction with one sync. A process that dies before has
//     given no receipt.
//
// What waits is answered (Answer), seen against the version before it (Changes)
// and confirmed (Confirm) or withdrawn (Withdraw). Compare and Apply read again
// what an older reader read.
package ingest
