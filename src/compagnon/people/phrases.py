"""What each right and each role means, for the page of roles and rights: keys are those of `rules.RIGHTS` and `Role`."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

RIGHTS: dict[str, str | Promise] = {
    "people.work_at_desk": _("Open the desk: the first screen, the search, this page."),
    "people.follow_own_mobility": _("Apply, follow one’s own mobility, sign, keep a logbook, ask for help."),
    "people.keep_own_account": _("Keep one’s own account: name, address, password, second step, devices signed in."),
    "people.view_participants": _(
        "See participants: who they are, how to reach them, where they stand; export the list."
    ),
    "people.change_participants": _(
        "Note the facts of participants that papers print: address, place of birth, contract."
    ),
    "people.import_people": _("Bring lists of learners, staff, companies and past mobilities in, and take them back."),
    "people.view_team": _("See the team, its roles, who is invited and who replaces whom; name one’s own replacement."),
    "people.change_team": _("Invite people, give and take roles, deactivate accounts, name replacements for others."),
    "people.let_support_in": _("Let a support account in for a time, see what it looked at, end it."),
    "people.view_activity": _(
        "Read and export what happened: a coordinator everything, a referent what concerns visible files."
    ),
    "people.view_security": _(
        "Read the security events: who came in, who was refused, what changed about keys and rights."
    ),
    "consents.view_consents": _("See who consented to which purpose, and have guardians asked."),
    "consents.change_purposes": _("Write the purposes for which consent is asked, and their texts."),
    "network.administer": _("Read and change the settings of the network."),
    "network.run_installation": _(
        "See whether the program is well, try failed jobs again, let another network be set up; only in the first network."
    ),
    "correspondence.view_letters": _("Read the letters that were written, with their state."),
    "correspondence.send_letters": _("Read held letters first, then send them or keep them back."),
    "partners.view_partners": _("See partners, hosts and companies with their contacts and places."),
    "partners.change_partners": _("Change partners, their contacts and the places they offer."),
    "schemes.view_schemes": _("Read schemes: rules, timeline, documents, grid, versions; compare them."),
    "schemes.propose_changes": _("Write drafts of schemes and propose them."),
    "schemes.publish_changes": _("Publish versions of schemes, copy schemes, switch them off."),
    "toolbox.view_tools": _("Read the toolbox: documents, videos, forms and glossaries."),
    "toolbox.propose_tools": _("Propose tools, change and withdraw them."),
    "toolbox.review_tools": _("Review tools on four criteria, so that they are shown or not."),
    "recruitment.open_calls": _("Write calls, open and close them."),
    "recruitment.view_applications": _("Read applications with the person’s name."),
    "recruitment.decide_applications": _(
        "Select, put on the reserve list or not select; ask for consents and for reviews."
    ),
    "recruitment.review_applications": _("Read assigned applications without the person’s name, and score them."),
    "recruitment.sit_on_panel": _("Sit on the panel of a call, if seated there."),
    "inclusion.handle_reports": _(
        "Read and answer reports of discrimination or harassment; nobody else sees that there are any."
    ),
    "people.read_vault": _(
        "Open what somebody told in private, only when that person has named them; each reading is shown to the person."
    ),
    "inclusion.plan_support": _("Plan help for somebody, without its reason, and see what became of it."),
    "inclusion.arrange_adjustments": _("Read what applicants ask to be arranged for the selection."),
    "inclusion.reconcile_opportunities": _(
        "See how many people have fewer opportunities, and their reasons as numbers."
    ),
    "inclusion.change_settings": _("Change the settings of inclusion, and who receives reports."),
    "mobilities.view_mobilities": _("See mobilities: the timeline, the people around it, what happened."),
    "mobilities.change_mobilities": _("Open, change, move, cancel and close mobilities and departures."),
    "timeline.change_tasks": _("Settle tasks, add some, do without some, remind people."),
    "placement.choose_hosts": _("Ask hosts for a place and note their answer."),
    "travel.waive_checks": _("Answer by name for somebody who leaves although something stands in the way."),
    "travel.keep_countries": _("Write what participants read of the countries, and the modules that prepare them."),
    "travel.prepare_stays": _(
        "See and prepare what a stay needs: the rules of the contract, papers, cover, the way there."
    ),
    "documents.prepare_documents": _("Fill, send for signature, read and replace documents."),
    "stays.reach_all": _("Ask everybody in a country at once whether they are safe, and see who has answered."),
    "stays.accompany_group": _("See the people of a group with whom to call about them, and note who is present."),
    "stays.keep_incidents": _("Open incidents, add to their record, give tasks, close them."),
    "stays.read_restricted": _("Read restricted notes of incidents written by others."),
    "stays.answer_help": _("Answer calls for help: of the own files, and of the whole network while on call."),
    "stays.keep_rota": _("Say who is on call, which number is answered day and night, when the next is asked."),
    "stays.follow_stays": _("Read check-ins, arrivals and logbooks, comment them, and note that they were seen."),
    "recognition.issue_europass": _("Issue the Europass Mobility and replace it."),
    "privacy.keep_privacy": _(
        "Answer requests about data, export and erase somebody’s data, set holds, note breaches."
    ),
    "privacy.open_sealed": _("Open evidence under seal, which daily pages no longer show; each opening is noted."),
    "privacy.view_trail": _(
        "See who opened which file of a selection, and whether the trail of what happened is whole."
    ),
    "privacy.see_own_data": _("Take along everything about oneself, ask to have it corrected or erased."),
    "privacy.view_privacy": _("Read the record of processing, the impact assessment, what retention takes away."),
    "insights.view_targets": _("See the targets of a year, what was reached and what is missing."),
    "insights.set_targets": _("Set, change and copy targets."),
    "insights.view_fairness": _(
        "See how far groups of applicants came, small numbers hidden, and look into gaps; each look is noted."
    ),
}

ROLES: dict[str, tuple[str | Promise, str | Promise]] = {
    "participant": (
        _("The own applications and mobilities, with their papers, tasks and contacts."),
        _("Anybody else’s; how the own application was scored, and by whom."),
    ),
    "referent": (
        _(
            "Participants, applications and mobilities of the own départements and sites; of the whole network when none is named; all partners."
        ),
        _("Files of other départements and sites, unless during a replacement: then those of the person replaced."),
    ),
    "coordinator": (
        _("Every file of the network, its team, its activity and its settings."),
        _("Other networks. Cannot make or remove administrators."),
    ),
    "reviewer": (
        _(
            "Applications assigned to them, without name, photo, age, sex or address; of one call when the role is kept to it."
        ),
        _("Who the person is, the scores of others, any mobility."),
    ),
    "accompanying": (
        _("Mobilities of the groups that they accompany, with whom to call in an emergency."),
        _("Other mobilities, applications and scores. Changes nothing at the desk but who is present."),
    ),
    "mentor": (
        _("By personal link: the agreement to the absence, the papers to sign and the questions of the employer."),
        _("The rest of the file. Has no account."),
    ),
    "tutor": (
        _("By personal link: the request for a place, the papers to sign, arrival, logbook and evaluation."),
        _("The rest of the file. Has no account."),
    ),
    "guardian": (
        _("By personal link: the consent and the papers to sign for their child."),
        _("The rest of the file. Has no account."),
    ),
    "awarding_body": (
        _("Nothing yet: the quality label comes with its own pages."),
        _("Any file of a participant."),
    ),
    "confidant": (
        _("Reports of discrimination or harassment, with what was said about them since."),
        _("Everything else. Takes part in no selection: whoever reviews, decides or opens calls receives none."),
    ),
    "administrator": (
        _(
            "Accounts and roles of the network, its settings, lists to import, the state of the installation. Who holds the server and its backups can read everything that is not in the encrypted vault."
        ),
        _("Files of participants at the desk, unless another role of theirs shows them."),
    ),
    "protection": (
        _("How the network deals with personal data: record, requests, breaches, certificates; evidence under seal."),
        _("Files of participants, letters, applications."),
    ),
    "support": (
        _(
            "Nothing, until a coordinator or an administrator lets them in; then, for at most 24 hours at a time, the pages that this table names, each noted."
        ),
        _(
            "The vault, letters and personal links, files to take away. Changes nothing. Is never a member of a network."
        ),
    ),
}
"""For each role: what it sees, and what it does not."""

FACTS: dict[str, str | Promise] = {
    "code": _("code by e-mail"),
    "password": _("password"),
    "passkey": _("passkey"),
    "webauthn": _("passkey"),
    "link": _("personal link"),
    "single_sign_on": _("directory of the network"),
    "mfa": _("second step"),
    "totp": _("application that shows codes"),
    "recovery_codes": _("recovery code"),
    "one click": _("one press, in the demonstration"),
    "by the operator": _("by who runs the installation"),
    "ended by hand": _("ended by hand"),
    "idle": _("not used for a while"),
    "absolute": _("open for as long as may be"),
    "True": _("in use"),
    "False": _("not in use"),
}
"""What the facts of security events mean."""
