"""What only the parser can see: rows of the rulebook without a check, read again from the record's diagnostics."""

from __future__ import annotations

from csto_cli.checks.rule import Rule

RAISED_BY_PARSER: tuple[Rule, ...] = (
    Rule(
        "C101",
        "warning",
        "Record has no turns",
        "No label of a speaker was found, so nobody's words could be told apart. The text may be a report and not a "
        "record of what was said, or it may mark its speakers in a way that is not known. `csto readers --why FILE` "
        "lists the lines that came near to being labels and what spoke against them.",
        None,
    ),
    Rule(
        "C102",
        "warning",
        "Doubtful label was kept",
        "The line was taken as a label, but only just: its shape or its place speaks against it. If it is none, the "
        "turn that starts there belongs to the speaker before. Read the line in the source; `csto readers --why "
        "FILE` shows the evidence for and against.",
        None,
    ),
    Rule(
        "C103",
        "info",
        "Doubtful line was not taken as a label",
        "The line looks somewhat like a label, but was left as text. If it is one, the words after it belong to "
        "another speaker than the record says. Read the line in the source; `csto readers --why FILE` shows the "
        "evidence for and against.",
        None,
    ),
    Rule(
        "C104",
        "warning",
        "Label fits two people",
        "The label (a surname, an office) fits more than one person of the record. None was chosen: the turn has no "
        "speaker, and everybody who comes into question stands in its candidates. The words around the turn, or "
        "another source, may tell who it was.",
        None,
    ),
    Rule(
        "C105",
        "info",
        "Two spellings were joined into one person",
        "Two labels spell a name in two ways that differ little, and were taken for one person. If they are two "
        "people, the turns of both are counted under one name. Compare the labels of the participant with the "
        "source.",
        None,
    ),
    Rule(
        "C106",
        "info",
        "Label names an office, and the record does not say who holds it",
        "The label is an office alone (`The Presiding Officer`), and nowhere does the record print a name with it. "
        "The turns stand under a voice of that word. Another source can tell who held the office on that day.",
        None,
    ),
    Rule(
        "C107",
        "warning",
        "Bytes that do not decode were replaced",
        "Some bytes are no text in the encoding that was used, and stand as replacement characters, as asked with "
        "`--encoding-errors replace`. Words with such a character must not be cited. Name the right encoding with "
        "`--encoding`, or look for an undamaged copy.",
        None,
    ),
    Rule(
        "C108",
        "info",
        "Encoding was guessed",
        "The file neither is UTF-8 nor says what it is, so its encoding was guessed from its bytes. Letters with "
        "accents and non-Latin letters may be wrong. Look at a few names, and name the encoding with `--encoding` "
        "where you know it.",
        None,
    ),
    Rule(
        "C109",
        "info",
        "Record has no title",
        "No title was found where records of this family print one. Copies often leave it out. Look at the head of "
        "the source; a citation will name the body or the date instead.",
        None,
    ),
    Rule(
        "C110",
        "warning",
        "Record has no date",
        "No date of the meeting was found. A date in the name of a file is no proof and is not used. Look at the "
        "head and the foot of the source; without a date the meeting can hardly be cited.",
        None,
    ),
    Rule(
        "C111",
        "warning",
        "Date cannot be, or two dates disagree",
        "The record prints a date that no calendar has, or its head and its foot (or the table that it stands in) give "
        "different days. An impossible date is left out; of two, the one in the dateline is kept. Read both places, "
        "and look the meeting up in another source.",
        None,
    ),
    Rule(
        "C112",
        "info",
        "Bold type and label do not agree",
        "The page sets a label in bold, but the bold starts or ends inside a word, or runs on into what was said. "
        "The label was read from its words. Compare the label with the page.",
        None,
    ),
    Rule(
        "C113",
        "info",
        "Convention was guessed",
        "The record looks like none of the families that are known, and was read by rules that hold for most. "
        "Labels, title and date are less certain than elsewhere. `csto readers` lists the families, `csto readers "
        "--why FILE` shows how the file was judged.",
        None,
    ),
    Rule(
        "C114",
        "warning",
        "File is cut off",
        "The page ends inside a tag or before its end, as a broken download does. What was there was read, but "
        "turns may be missing at the end. Fetch the page again.",
        None,
    ),
    Rule(
        "C115",
        "info",
        "Pull quote repeats a sentence",
        "The page shows a sentence of the record a second time, set apart to catch the eye. It is counted as "
        "furniture, so that nobody is quoted twice. Nothing needs to be done.",
        None,
    ),
    Rule(
        "C116",
        "info",
        "Part of the page was not understood",
        "A part of the source is neither label nor text nor anything else that is known, and is kept as furniture. "
        "Read it: where it holds words that somebody said, the record lacks them.",
        None,
    ),
    Rule(
        "C117",
        "warning",
        "Words stand before the first label",
        "The source starts with words that somebody says, and the label before them is missing, as in an excerpt. "
        "They are kept without a speaker. Who speaks may stand in the title or the introduction.",
        None,
    ),
    Rule(
        "C118",
        "warning",
        "Correction was not applied",
        "A correction fits this source only loosely: its words do not stand there, stand between others, or stand at "
        "several places; or what it corrects is not there. Nothing was changed. Read the place and write the "
        "correction again with `csto correct`, or take it out of the file.",
        None,
    ),
    Rule(
        "C121",
        "warning",
        "Two languages stand side by side",
        "The record prints two languages in columns or one below the other, and its text has both. Every speech can "
        "appear twice, and lines of the one can stand in the other. Read the source before you cite, and count no "
        "turns.",
        None,
    ),
    Rule(
        "C120",
        "warning",
        "Captions tell no speakers",
        "Captions show what is said and mostly not who says it. Turns without a name have no speaker; where not even "
        "a change of speaker is marked, one turn holds the words of several people. Listen to the recording at the "
        "time of the turn before you say whose words they are.",
        None,
    ),
    Rule(
        "C202",
        "warning",
        "Total is not reached",
        "The record says how many documents were settled, and fewer could be listed. The rest may stand in another "
        "part of the page, in a linked list, or nowhere. The message gives both numbers; look at the place before "
        "you cite either.",
        None,
    ),
    Rule(
        "C125",
        "warning",
        "Nothing was found in a supplement",
        "A file given with `--with` is read as a list of participants (`Name, office`, one a line) or as a numbered "
        "list of documents under a title that says what was done with them. In this one neither was found: it stands "
        "in the record with its account, and adds nothing. Read it by eye.",
        None,
    ),
    Rule(
        "C130",
        "info",
        "Document declares a type of its own",
        "An XML document can declare entities that stand for other words, or for files elsewhere. csto follows none of "
        "them: the declaration is passed over, and an entity that it declares stays in the text as it is written. If "
        "words are missing, expand the entities with a tool that you trust and read the result.",
        None,
    ),
    Rule(
        "C131",
        "info",
        "Corpus does not tell something",
        "A ConvoKit corpus need not say who its speakers are, when a conversation took place or what it is called, and "
        "its utterances can be empty. What is not told stays unknown, an id stands where there is no name, and an "
        "utterance without words is no turn. The message says what is missing.",
        None,
    ),
    Rule(
        "C132",
        "info",
        "Page is said to be at two addresses",
        "The link that a page declares as its own, the address it was saved from and that of an archive's copy can "
        "name different pages: a frame, a version for printing, a page that was moved. The record has the one that "
        "the page itself declares. Open both, and cite the one that shows these words.",
        None,
    ),
    Rule(
        "C133",
        "warning",
        "Declared encoding is not the one of the bytes",
        "A page saved as one file says which encoding its text is in, and the bytes do not decode so, or are UTF-8 "
        "beyond doubt. They were read in the encoding that the message names. Look at a few names with accents, and "
        "name the encoding with `--encoding` where they are wrong.",
        None,
    ),
    Rule(
        "C134",
        "warning",
        "Text may stand in a frame",
        "The page has no turns of its own, and shows another page inside itself, whose text is not in this file. A "
        "page saved as complete keeps it in the folder beside it (`NAME_files/`); give that file. Paths in a record "
        "are never opened by csto itself.",
        None,
    ),
    Rule(
        "C135",
        "warning",
        "Another record seems to begin here",
        "The file was read as one record, and holds what looks like the head of another: a page that begins anew, a "
        "masthead, a title and a date with labels after them. From there on, title and date are others, and the head's "
        "words may stand in somebody's turn. Read the place; where it is another record, `--each-meeting` reads each "
        "by itself. Where it is the same meeting's next part, keep the parts in files of their own and read them with "
        "`--one-meeting`.",
        None,
    ),
    Rule(
        "C136",
        "info",
        "Words go on from the file before",
        "A record is read over several files, and a later one has words before its first label. They were taken to go "
        "on with what the last speaker of the file before says, as on a page that a site has cut in two. Nothing in "
        "the file says so: read the end of the one and the beginning of the other.",
        None,
    ),
    Rule(
        "C137",
        "warning",
        "Files of one record contradict each other",
        "A record is read over several files, and a later one names another body, another title on the same day, or an "
        "earlier day. What the first file says stands in the record. They may be of two meetings, or in another order: "
        "read both heads.",
        None,
    ),
    Rule(
        "C138",
        "warning",
        "File of a record lost its turns",
        "A record is read over several files, and a later one has fewer turns than by itself. Some families end a "
        "record where its text says that the meeting ended, and take what follows for an annex: every word is in the "
        "account, but no turn has it. Read the files one by one.",
        None,
    ),
)
