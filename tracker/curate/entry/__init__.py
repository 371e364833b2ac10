"""New entries from forms, spreadsheets and bibliographies, written into the files."""
