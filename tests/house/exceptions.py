"""Exceptions to the house rules: one line each, with its reason. One that is no longer needed fails the build."""

MODULES: dict[str, str] = {}
FUNCTIONS: dict[str, str] = {}
VIEWS: dict[str, str] = {}
PARAMETERS: dict[str, str] = {}
TEMPLATES: dict[str, str] = {}
STYLES: dict[str, str] = {}
SCRIPTS: dict[str, str] = {}
TESTS: dict[str, str] = {}

NAMES: dict[str, str] = {
    "src/compagnon/people/models/accounts.py::PersonManager": "Django's own word for what makes accounts",
}

OUT_OF_SCOPE: dict[str, str] = {
    "src/compagnon/people/management/commands/support_account.py": "makes an account that no network holds",
    "src/compagnon/people/support.py": "support is of the installation: which network lets it in is asked before one is open",
    "src/compagnon/people/addresses.py": "asks which addresses are taken: one account each in the installation",
    "src/compagnon/core/trail/chain.py": "seals what happened in every network, and what belongs to none",
    "src/compagnon/core/trail/checking.py": "checks what happened in every network, and what belongs to none",
    "src/compagnon/core/uploads.py": "the same bytes are one file, whichever networks keep them; the scanner sees them all",
    "src/compagnon/core/security.py": "notes an event wherever it happens, before its network is known too",
    "src/compagnon/doors/setup/actions.py": "makes a network, which no scope can be open for yet",
    "src/compagnon/doors/setup/links.py": "an address under which a network is made belongs to none yet",
    "src/compagnon/doors/demo/world/__init__.py": "asks whether anybody lives in the installation",
    "src/compagnon/network/actions/shipped.py": "makes a network, which no scope can be open for yet",
    "src/compagnon/people/management/commands/forget_factors.py": "the operator's, for any network of the installation",
    "src/compagnon/privacy/erasing.py": "asks whether another network keeps the same bytes before a file goes",
    "src/compagnon/people/jobs.py": "tidies the entrance of all networks at night",
    "src/compagnon/people/entrance/sessions.py": "ends what is over before any door is open: an account tells its network",
    "src/compagnon/core/access.py": "public pages belong to no network; an account and a link tell theirs",
}

TABLES_WITHOUT_WALL: dict[str, str] = {}
OPENED_BY_NOBODY: dict[str, str] = {
    "documents:sign-at-desk": "the signature asked for is the participant's",
    "documents:act-on-departure": "no such paper of the group has been begun",
    "documents:act-on-mobility": "no such paper of the stay has been begun",
    "documents:act-on-partner": "no such paper with the partner has been begun",
    "documents:amend": "the paper is not signed by everybody",
    "documents:amendment": "the paper is no amendment",
    "documents:versions": "the paper is not signed by everybody",
    "documents:act-on-amendment": "the paper is no amendment",
    "documents:scan": "no copy signed by hand was handed in",
    "documents:my-questions": "the questions asked were put to somebody outside",
    "recognition:credential": "the Europass Mobility is not signed by everybody",
    "recognition:my-credential": "the Europass Mobility is not signed by everybody",
    "insights:gap-open": "takes one of the gaps that a table shows",
    "journey:task": "the task asked for is a referent's",
    "timeline:again": "the stay asked for is not over",
    "timeline:departure-again": "nobody of the departure asked for is back",
    "desk-people:apart": "takes two participants, and one is named",
    "desk-people:merge": "takes two participants, and one is named",
    "desk-people:undo-merge": "the merge is one of organisations",
    "partners:apart": "takes two organisations that look alike",
    "partners:compare": "takes two organisations that look alike",
    "partners:undo-merge": "the merge kept nothing to undo",
}
LINKS_OPEN_NOTHING: dict[str, str] = {
    "documents:asked-one": "the question is put to another",
    "documents:copy-paper": "the paper is not final",
}
ADDRESSES_WITHOUT_DOOR: dict[str, str] = {}
ANSWERS_ABOUT_NOTHING: dict[str, str] = {
    "desk:retry": "a job that is gone was done meanwhile: the list says so",
}
RIGHTS_NOT_ASKED: dict[str, str] = {}

VERBS_WITHOUT_WORDS: dict[str, str] = {
    "correspondence.letter_sending": "a worker takes a letter by an update that only one can win; nothing to tell people",
}
VERBS_NOT_RECORDED: dict[str, str] = {}

TEMPLATES_NOT_NAMED: dict[str, str] = {}
ICONS_NOT_NAMED: dict[str, str] = {}

PAGES_UNSEEN: dict[str, str] = {
    "demo:choose": "there only in demonstration mode: the journeys begin on it, where a browser is found",
    "demo:letters": "there only in demonstration mode: the journeys read on it, where a browser is found",
    "styleguide": "there only for those who develop: looked at where a browser is found",
}
MODULES_UNREAD: dict[str, str] = {
    "compagnon.__main__": "tests run it as a process of its own",
    "compagnon.config.wsgi": "tests run it as a process of its own",
    "compagnon.config.management.commands.demo": "tests run it as a process of its own",
    "compagnon.config.management.commands.doctor": "tests run it as a process of its own",
    "compagnon.config.management.commands.serve": "tests run it as a process of its own",
    "compagnon.config.management.commands.worker": "tests run it as a process of its own",
    "compagnon.core.management.commands.makemessages": "people run it to collect words; tests/house/test_words.py counts what it left",
    "compagnon.core.words": "make setup runs it before every test",
    "compagnon.documents.official.boxes": "tests run it as a process of its own, which opens strangers' files",
    "compagnon.documents.official.opening": "tests run it as a process of its own, which opens strangers' files",
    "compagnon.documents.official.pages": "tests run it as a process of its own, which opens strangers' files",
    "compagnon.documents.official.walking": "tests run it as a process of its own, which opens strangers' files",
    "compagnon.seals.freeing": "tests run it as a process of its own, which opens strangers' files",
}
