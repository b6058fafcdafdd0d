"""报告错误、提出异议: from every list and enterprise page of the public site, a short
form; each report gets an answer.

Anybody may report, without signing in; whoever does gets a number and a code with which
to read the answer. A telephone number is asked for only so that the office can answer,
and goes soon after. Never public.
"""
