"""How does a report look as a file? DOCX, PDF and XLSX from the same content."""
