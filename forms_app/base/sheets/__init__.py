"""Any spreadsheet, web table or pasted text as rows of cells."""
