"""Which measures rules bear on, by what they count."""

STOCK = ("cla_march", "cla_rate", "cla_quarterly", "cla_uasc_pct")
FLOWS = ("cla_started", "cla_ceased")
PLACEMENTS = ("cla_3plus_placements_pct", "cla_same_carer_2yrs_pct")
FAR = ("cla_20miles_outside_pct",)
MISSING = ("cla_missing_pct", "cla_missing_incidents")
AWAY = ("cla_away_pct", "cla_away_incidents")
CHECKS = ("cla_health_assessment_pct", "cla_dental_pct", "cla_immunisations_pct")
SCORE = ("cla_sdq_score", "cla_sdq_children")
LEAVERS = (
    "care_leavers_eet_19_21_pct",
    "care_leavers_eet_quarterly_pct",
    "care_leavers_suitable_19_21_pct",
    "care_leavers_not_in_touch_pct",
)
TIMINGS = (
    "adoption_entry_to_placement_days",
    "adoption_entry_to_carer_days",
    "adoption_care_to_placement_months",
    "adoption_order_to_match_days",
    "adopted_entry_known",
    "adopted_match_known",
)
ADOPTION = (
    *TIMINGS,
    "adopted",
    "adopted_pct",
    "adoption_waiting",
    "adoption_placed",
    "early_permanence_placed",
    "early_permanence_pct",
    "sgo_ceased_pct",
)
YEAR_LONG = ("cla_same_carer_2yrs_pct", *CHECKS, *SCORE, *TIMINGS)
ALL_CARE = (*STOCK, *FLOWS, *PLACEMENTS, *FAR, *MISSING, *AWAY, *CHECKS, *SCORE, *ADOPTION)
