"""Questions as content: a rule file says what is asked, page by page, and this room
judges it, makes the forms, prints the answers and holds conditions against them.

question.py is what a question is, keys.py how it is written in a file and judging.py
what is wrong there, answer.py an answer as it is printed, kinds.py (and tables.py for
those of several counts) what each kind asks and prints, conditions.py what may depend on
an answer, questionnaire.py the pages, their forms and their print.
"""
