"""Forms written in a spreadsheet: XLSForm, the standard of ODK and KoBo, and a template
of our own in Chinese, made into the rows of a rule file.

workbook.py reads either into rows with their columns, standard.py lets pyxform judge what
is an XLSForm, expressions.py understands conditions and bounds, choices.py what is
offered, conversion.py makes questions and notes what it could not take, and template.py
writes our template. Nothing of a form is dropped without a word.
"""
