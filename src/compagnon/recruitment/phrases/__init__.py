"""Words of recruitment: reasons of eligibility, reasons of selection, what happened."""
