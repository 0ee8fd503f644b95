"""Words for the legal pack: the name of each rule, a neutral sentence for each answer, what is missing, what can be done."""

from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

Words = str | Promise

RULES: dict[str, Words] = {
    "abroad": _("Stay abroad"),
    "within_contract": _("Within the contract"),
    "one_year": _("One year abroad at most"),
    "half_of_contract": _("Half of the contract at most"),
    "training_body_signs": _("Signature of the training body abroad"),
    "host_company_signs": _("Signature of the host company"),
    "regime_stated": _("What becomes of the contract"),
    "several_hosts": _("Hosts of the stay"),
    "alternation_suspended": _("Alternation"),
    "contract_adjusted": _("Length of the contract"),
    "in_training_content": _("Content of the training"),
    "followed_from_home": _("Follow-up from home"),
    "four_week_text": _("Old limit of four weeks"),
    "working_conditions": _("Working conditions"),
    "pay": _("Pay"),
    "social_cover": _("Social security"),
    "accident_at_work": _("Accident at work"),
    "old_age_proxy": _("Voluntary old-age insurance"),
    "leave": _("Holidays"),
    "sick_leave": _("Sick leave"),
    "unemployment": _("Unemployment"),
    "civil_liability": _("Civil liability"),
    "training_costs": _("Board, meals, contributions"),
    "income_loss": _("Loss of income"),
    "mobility_officer": _("Cost of the mobility referent"),
    "mobility_agreement": _("Mobility agreement"),
    "guarantee_documents": _("Guarantee documents"),
    "release_declaration": _("Declaration of the training body"),
    "posting_certificate": _("Certificate of posting"),
    "representative_signs": _("Signature of the legal representative"),
    "partnership_agreement": _("Partnership agreement"),
    "pedagogical_annex": _("Pedagogical annex"),
    "opco_declaration": _("Declaration to the OPCO"),
    "s1": _("S1 form"),
    "health_card": _("European health card"),
    "private_health_cover": _("Private health cover"),
    "programme_insurance": _("Insurance asked for by Erasmus+"),
    "repatriation_cover": _("Repatriation"),
    "identity_document": _("Identity paper"),
    "visa": _("Visa"),
    "exit_authorisation": _("Exit authorisation"),
    "parent_identity_copy": _("Copy of the parent’s identity paper"),
    "parent_document_valid": _("Validity of the parent’s identity paper"),
    "minor_without_adult": _("Minor without an adult"),
    "hours": _("Working hours under 18"),
    "daily_rest": _("Daily rest under 18"),
    "weekly_rest": _("Weekly rest under 18"),
    "night_work": _("Night work under 18"),
    "dangerous_work": _("Dangerous work under 18"),
    "apprenticeship_book": _("French apprenticeship law"),
    "training_by_apprenticeship": _("Training by apprenticeship"),
    "no_upper_age": _("Upper age"),
    "placement_agreement": _("Placement agreement"),
    "posting_certificate_in": _("A1 certificate from home"),
    "s1_in": _("S1 form"),
    "health_card_in": _("European health card"),
    "stay_permit": _("Visa or residence permit"),
}

_NO_MINOR = _("Does not concern somebody who is 18 before the stay begins.")
_ALL_SIGNED = _("Not needed: the hosts sign the agreement themselves, or the regime does not ask for it.")

SENTENCES: dict[str, Words] = {
    "abroad.met.True": _("%(country)s is abroad, in the European Union."),
    "abroad.met.False": _("%(country)s is abroad, outside the European Union."),
    "abroad.not_met": _("The stay is in France: these rules are for stays abroad."),
    "abroad.unknown": _("Whether %(country)s counts as abroad, no text read says."),
    "within_contract.met": _("The whole stay lies within the contract (%(contract_start)s to %(contract_end)s)."),
    "within_contract.not_met": _(
        "The stay (%(departure_on)s to %(return_on)s) leaves the contract (%(contract_start)s to %(contract_end)s)."
    ),
    "one_year.met": _("%(total_days)s days abroad under this contract; the limit is %(limit_days)s."),
    "one_year.not_met": _("%(total_days)s days abroad under this contract are more than one year (%(limit_days)s)."),
    "half_of_contract.met": _("%(total_days)s days abroad; half of the contract is %(limit_days)s."),
    "half_of_contract.not_met": _("%(total_days)s days abroad are more than half of the contract (%(limit_days)s)."),
    "half_of_contract.borderline": _(
        "%(total_days)s days are more than half of the contract in days (%(limit_days)s), but not in months (%(months)s)."
    ),
    "training_body_signs.met": _("The training body signs, or a partnership agreement covers the whole stay."),
    "training_body_signs.not_concerned": _("No training body is host."),
    "training_body_signs.not_met": _(
        "The training body does not sign, and the partnership agreement does not cover the whole stay "
        "(%(partnership_from)s to %(partnership_until)s)."
    ),
    "host_company_signs.met": _("The host company signs, or gave the same guarantees in writing."),
    "host_company_signs.not_concerned": _("No company is host."),
    "host_company_signs.not_met": _("The host company does not sign, and its guarantees do not replace the signature."),
    "regime_stated.met.stand_by": _("The contract sleeps during the stay (mise en veille)."),
    "regime_stated.met.secondment": _("The employer puts the apprentice at disposal (mise à disposition)."),
    "several_hosts.applies": _(
        "Several hosts are possible, a company and a training body among them. Here: %(hosts)s."
    ),
    "alternation_suspended.applies": _(
        "The alternation between company and centre stops from %(from_on)s to %(until_on)s: the stay may be all work or all "
        "training."
    ),
    "contract_adjusted.applies": _(
        "Skills gained abroad may change the length of the contract, by an agreement of apprentice, employer and centre."
    ),
    "contract_adjusted.applies.24": _("The contract may be made longer, up to %(months)s months."),
    "in_training_content.applies": _("The centre writes the stay into the content of the training."),
    "followed_from_home.applies": _("The centre follows the apprentice during the stay and assesses what was learnt."),
    "four_week_text.applies": _("The template still speaks of four weeks. That limit ended on 29 December 2023."),
    "four_week_text.does_not_apply": _("The template does not speak of four weeks any more."),
    "working_conditions.applies.host": _(
        "The host alone answers for safety, pay, hours, weekly rest and holidays, under the law of its country."
    ),
    "working_conditions.applies.employer": _("The French employer stays the employer and answers for the conditions."),
    "pay.applies": _("The French employer goes on paying the wage."),
    "pay.does_not_apply": _("The French employer pays no wage. The host may pay, or give a gratuity."),
    "social_cover.applies.french_scheme": _("French social security goes on: illness, old age, maternity, accidents."),
    "social_cover.applies.host_state": _("The social security of the host country covers the stay."),
    "social_cover.applies.voluntary_insurance": _("A voluntary insurance is needed outside the European Union."),
    "accident_at_work.applies.training_centre": _(
        "The centre declares an accident and pays the contribution, on the legal minimum wage."
    ),
    "accident_at_work.applies.host_state": _("The host country covers accidents at work."),
    "old_age_proxy.applies": _("Somebody in France may be named to pay the voluntary old-age insurance."),
    "old_age_proxy.does_not_apply": _("Not needed: the employer goes on paying contributions."),
    "leave.applies": _("Holidays follow the law of the host country."),
    "leave.unknown": _("No text read speaks of holidays while the employer puts the apprentice at disposal."),
    "sick_leave.applies.french_scheme": _("French social security pays sick leave as part of its cover."),
    "sick_leave.applies.host_state": _("The social security of the host country pays sick leave."),
    "sick_leave.applies.voluntary_insurance": _("Sick leave depends on the voluntary insurance that is taken."),
    "sick_leave.unknown": _("No text read speaks of sick leave while the employer puts the apprentice at disposal."),
    "unemployment.unknown": _("No text read says what the stay means for unemployment insurance."),
    "civil_liability.applies": _("Apprentice, centre and host each need liability cover; the agreement names it."),
    "training_costs.applies": _("The OPCO pays board, meals and, where due, social contributions. Amounts: ask it."),
    "income_loss.unknown": _("The OPCO may pay a loss of income and other costs: its board decides."),
    "mobility_officer.unknown": _(
        "Each OPCO sets its own sum for the mobility referent; the text changed in July 2026."
    ),
    "mobility_agreement.applies": _(
        "Always needed, in writing, with its ten points; signed by apprentice, employer, centre and host."
    ),
    "guarantee_documents.applies": _(
        "Needed: the host and the apprentice sign the guarantees, which are annexed to the agreement."
    ),
    "guarantee_documents.does_not_apply": _ALL_SIGNED,
    "release_declaration.applies": _("Needed: the training body declares that it knows of the release from work."),
    "release_declaration.does_not_apply": _ALL_SIGNED,
    "posting_certificate.applies.A1": _("Needed: the employer asks Urssaf for an A1 certificate."),
    "posting_certificate.applies.bilateral_or_maintenance": _(
        "Needed: the employer asks Urssaf for the certificate of the treaty with this country, or one of maintenance."
    ),
    "posting_certificate.does_not_apply": _("Not needed while the contract sleeps."),
    "representative_signs.applies": _("The legal representative signs the agreement, too (18 on %(adult_on)s)."),
    "representative_signs.does_not_apply": _("Not needed: 18 on %(adult_on)s, before signing and leaving."),
    "partnership_agreement.applies": _("Needed, and kept for the OPCO: signed by the centre and the training body."),
    "partnership_agreement.does_not_apply": _ALL_SIGNED,
    "pedagogical_annex.applies": _("The centre writes aims, tasks, follow-up and assessment before departure."),
    "opco_declaration.unknown": _("One OPCO asks for the stay in the training agreement; others may ask otherwise."),
    "s1.applies": _("Needed: the apprentice takes residence abroad and asks for it."),
    "s1.does_not_apply": _("Not needed: nobody takes residence abroad."),
    "health_card.applies": _("Needed: it covers care in %(country)s. Ask the health fund in good time."),
    "health_card.does_not_apply": _("The card does not cover care in this country."),
    "private_health_cover.applies": _("Needed: national schemes pay nothing in %(country)s."),
    "private_health_cover.does_not_apply": _("Not needed in this country: public schemes cover care."),
    "programme_insurance.applies": _(
        "Travel, liability, accident and illness, death and repatriation are insured. Check the guide of the call."
    ),
    "programme_insurance.does_not_apply": _("The stay is not paid by Erasmus+."),
    "repatriation_cover.applies": _("An insurance that brings somebody home is good practice on every stay."),
    "identity_document.applies": _("An own identity card or passport, valid until %(valid_until_at_least)s at least."),
    "visa.unknown": _("Nationality and country decide whether a visa is needed."),
    "exit_authorisation.applies": _("Needed: form 15646, filled and signed at home by a parent. Take the original."),
    "exit_authorisation.does_not_apply": _("Not needed: an adult at departure, or a parent comes along."),
    "parent_identity_copy.applies": _("Needed: a copy of the identity paper of the parent who signs."),
    "parent_identity_copy.does_not_apply": _("Not needed: there is no exit authorisation."),
    "parent_document_valid.met": _(
        "The parent’s paper is accepted on the day of departure (valid until %(valid_until)s)."
    ),
    "parent_document_valid.not_concerned": _("Not needed: there is no exit authorisation."),
    "parent_document_valid.not_met": _("The parent’s paper is too old on the day of departure (%(valid_until)s)."),
    "minor_without_adult.does_not_apply": _("An adult at departure, or an adult comes along."),
    "minor_without_adult.unknown": _("A minor may leave alone under a condition that the texts read do not show."),
    "hours.met": _("At most %(max_a_day)s hours a day and %(max_a_week)s a week: planned %(a_day)s and %(a_week)s."),
    "hours.not_met": _(
        "At most %(max_a_day)s hours a day and %(max_a_week)s a week: planned %(a_day)s and %(a_week)s."
    ),
    "hours.not_concerned": _NO_MINOR,
    "daily_rest.met": _("At least %(min_hours)s hours of rest a day: planned %(daily_rest)s."),
    "daily_rest.not_met": _("At least %(min_hours)s hours of rest a day: only %(daily_rest)s are planned."),
    "daily_rest.not_concerned": _NO_MINOR,
    "weekly_rest.met": _("At least %(min_days_in_a_row)s days of rest in a row: planned %(rest_days_in_a_row)s."),
    "weekly_rest.not_met": _(
        "At least %(min_days_in_a_row)s days of rest in a row: planned only %(rest_days_in_a_row)s."
    ),
    "weekly_rest.not_concerned": _NO_MINOR,
    "night_work.met": _("No work between %(night_from)s and %(night_until)s: planned %(starts_at)s to %(ends_at)s."),
    "night_work.not_met": _(
        "No work between %(night_from)s and %(night_until)s: planned %(starts_at)s to %(ends_at)s."
    ),
    "night_work.not_concerned": _NO_MINOR,
    "dangerous_work.met": _(
        "No work on the ban list is planned, or the declaration and the medical opinion are there."
    ),
    "dangerous_work.not_met": _(
        "Work on the ban list is planned without a declaration and a medical opinion of this year."
    ),
    "dangerous_work.not_concerned": _NO_MINOR,
    "apprenticeship_book.applies": _(
        "French apprenticeship law protects this apprentice, but for the contract’s purpose, its length and the ages."
    ),
    "apprenticeship_book.does_not_apply": _(
        "Written for apprentices from the European Union; %(country)s is not in it."
    ),
    "training_by_apprenticeship.applies": _("Training by apprenticeship is open to apprentices from the Union."),
    "training_by_apprenticeship.does_not_apply": _(
        "Written for apprentices from the European Union; %(country)s is not in it."
    ),
    "no_upper_age.applies": _("The upper age of %(age)s does not apply."),
    "no_upper_age.does_not_apply": _("Written for apprentices from the European Union; %(country)s is not in it."),
    "placement_agreement.applies": _(
        "No French contract is signed: sender, host and learner sign a placement agreement."
    ),
    "posting_certificate_in.applies": _("The employer at home asks for an A1 certificate."),
    "s1_in.applies": _("Needed: the learner takes residence in France."),
    "s1_in.does_not_apply": _("Not needed: nobody takes residence in France."),
    "health_card_in.applies": _("Brought along: the European health card of the country of origin."),
    "stay_permit.does_not_apply": _("Not needed for a national of the European Union."),
    "stay_permit.unknown": _("Not a national of the European Union: no text read says which papers are needed."),
}
"""By rule and outcome, then by what a fact says where `VARIANTS` names one."""

VARIANTS: dict[str, str] = {
    "abroad.met": "in_union",
    "regime_stated.met": "regime",
    "contract_adjusted.applies": "months",
    "working_conditions.applies": "who",
    "social_cover.applies": "who",
    "accident_at_work.applies": "who",
    "sick_leave.applies": "who",
    "posting_certificate.applies": "certificate",
}

MISSING_SAID = _("Still to be told: %(missing)s.")
BEFORE_THE_TEXT = _("The text reads so since %(in_force_from)s only; this stay was signed or begins before.")
HOST_LAW = _("The law of the host country decides while the contract sleeps; France cannot say what it is.")
HOST_LAW_UNION = _("The law of the host country decides, above the floor that European law sets for under 18.")
NO_TEXT = _("No text that was read answers this.")

MISSING: dict[str, Words] = {
    "country": _("the country"),
    "departure_on": _("the departure"),
    "return_on": _("the return"),
    "birth_date": _("the birth date"),
    "contract": _("the kind of contract"),
    "contract_start": _("the start of the contract"),
    "contract_end": _("the end of the contract"),
    "days_abroad_before": _("the days already abroad under this contract"),
    "days_at_home": _("the days at home between its periods"),
    "regime": _("whether the contract sleeps or the employer puts at disposal"),
    "signed_on": _("the day on which the agreement is signed"),
    "hosts": _("the kind of host"),
    "host_signs": _("whether the host signs the agreement"),
    "guarantees_signed": _("whether the host gave written guarantees"),
    "partnership_from": _("the first day of the partnership agreement"),
    "partnership_until": _("the last day of the partnership agreement"),
    "employee_abroad": _("whether the apprentice is an employee under the law there"),
    "resides_abroad": _("whether residence is taken abroad"),
    "four_week_template": _("whether the template speaks of four weeks"),
    "erasmus": _("whether Erasmus+ pays"),
    "union_national": _("the nationality"),
    "with_parent": _("whether a parent comes along"),
    "with_adult": _("whether an adult comes along"),
    "parent_document_french": _("whether the parent’s identity paper is French"),
    "parent_document_until": _("until when the parent’s identity paper is valid"),
    "hours": _("the hours planned at the host"),
    "dangerous_work": _("whether work on the ban list is planned"),
    "inspectorate_told": _("whether the labour inspectorate has the declaration"),
    "medical_opinion_on": _("the day of the medical opinion"),
    "direction": _("leaving or coming"),
}

GIVERS: dict[str, Words] = {
    "birth_date": _("Ask the participant."),
    "contract_start": _("It stands in the apprenticeship contract: ask the employer."),
    "contract_end": _("It stands in the apprenticeship contract: ask the employer."),
    "contract": _("It stands in the apprenticeship contract: ask the employer."),
    "days_abroad_before": _("Ask the apprentice and the employer."),
    "regime": _("Apprentice, employer and centre choose it together."),
    "signed_on": _("The day of the last signature."),
    "hosts": _("Give the stay its host."),
    "host_signs": _("Ask the host."),
    "guarantees_signed": _("Ask the host."),
    "partnership_from": _("Ask who keeps the agreements of the centre."),
    "partnership_until": _("Ask who keeps the agreements of the centre."),
    "employee_abroad": _("Ask the host: does it give a contract of work?"),
    "resides_abroad": _("Ask the apprentice."),
    "four_week_template": _("Look at the template of the agreement."),
    "erasmus": _("Say it with the file: is there an Erasmus+ project?"),
    "union_national": _("Ask the participant."),
    "with_parent": _("Ask the legal representative."),
    "with_adult": _("Say who accompanies the departure."),
    "parent_document_french": _("Ask the legal representative."),
    "parent_document_until": _("Ask the legal representative."),
    "hours": _("Ask the host for the working hours."),
    "dangerous_work": _("Ask the host which machines and products are used."),
    "inspectorate_told": _("Ask the employer."),
    "medical_opinion_on": _("Ask the employer."),
}

REMEDIES: dict[str, Words] = {
    "ask_consulate": _("Ask the consulate of the country."),
    "ask_health_fund": _("Ask the health fund (CPAM, MSA)."),
    "ask_host_law": _("Ask the host what its law says for under 18."),
    "ask_host_to_sign": _("Ask the host to sign, or for its written guarantees while the contract sleeps."),
    "ask_lawyer": _("Ask a lawyer of the network."),
    "ask_opco": _("Ask the OPCO of the employer."),
    "ask_prefecture": _("Ask the prefecture."),
    "ask_referent": _("A referent decides, with the legal representative."),
    "ask_social_security": _("Ask the social security (CPAM, Urssaf, Cleiss)."),
    "change_hours_or_prove_derogation": _("Change the hours, or keep the proof of a derogation of the sector."),
    "check_programme_guide": _("Check the guide of the programme for the year of the call."),
    "choose_earlier_return": _("An earlier return would do."),
    "choose_later_departure": _("A later departure would do."),
    "choose_other_destination": _("Another destination would do."),
    "choose_regime": _("Choose it with the apprentice and the employer."),
    "choose_shorter_stay": _("A shorter stay would do."),
    "obtain_derogation_or_change_tasks": _("Declare the work and have the medical opinion, or change the tasks."),
    "renew_parent_document": _("The parent renews the identity paper, or the other parent signs."),
    "renew_partnership": _("Make the partnership agreement longer, or let the host sign."),
    "take_voluntary_insurance": _(
        "Take a voluntary insurance, for instance of the fund for French people abroad (CFE)."
    ),
    "use_current_template": _("Use a template without the four weeks."),
    "complete_mobility": _("Tell it below."),
}

HOSTS: dict[str, Words] = {"company": _("company"), "training_body": _("training body")}
REGIMES: dict[str, Words] = {
    "stand_by": _("The contract sleeps (mise en veille)"),
    "secondment": _("The employer puts at disposal (mise à disposition)"),
}
SHORT_REGIMES: dict[str, Words] = {"stand_by": _("Mise en veille"), "secondment": _("Mise à disposition")}
TOPICS: dict[str, Words] = {
    "contract": _("The contract"),
    "cover": _("Who pays and covers what"),
    "paper": _("Papers"),
    "minor": _("Under 18"),
}
BANDS: dict[str, Words] = {"under_16": _("under 16"), "from_16_to_17": _("16 and 17")}
TITLES: dict[str, Words] = {
    "Labour Code": _("Labour Code"),
    "Social Security Code": _("Social Security Code"),
    "Centre Inffo, two practical guides (2025)": _("Centre Inffo, two practical guides (2025)"),
    "Euroguidance France, recognition of the stay": _("Euroguidance France, recognition of the stay"),
    "OCAPIAT, mobility questions": _("OCAPIAT, mobility questions"),
    "Cleiss and Camieg, posting abroad": _("Cleiss and Camieg, posting abroad"),
    "European health card": _("European health card"),
    "Erasmus+ Insurance, requirements": _("Erasmus+ Insurance, requirements"),
    "Erasmus+ Programme Guide 2014-2020 as quoted by easyerasmus.com": _(
        "Erasmus+ Programme Guide 2014-2020 as quoted by easyerasmus.com"
    ),
    "Practice of training centres": _("Practice of training centres"),
    "Mobility for certification, step by step": _("Mobility for certification, step by step"),
    "La Norville, exit authorisation (public service sheet)": _(
        "La Norville, exit authorisation (public service sheet)"
    ),
    "Chevrières, exit authorisation": _("Chevrières, exit authorisation"),
    "Opco EP, mobility of apprentices": _("Opco EP, mobility of apprentices"),
    "Practice between sender and host": _("Practice between sender and host"),
    "Ameli, posted to France": _("Ameli, posted to France"),
}
GRADES: dict[str, Words] = {
    "V": _("read in a public source"),
    "S": _("secondary source"),
    "K": _("known practice"),
    "P": _("our default, yours to change"),
}
