"""Paper form 员工花名册: the staff of an enterprise, who came from where and when, and
where they live now.

The enterprise's clerk hands it in by sheet, by paste, by hand or by a code to scan.
Read here: what is handed in becomes judged rows. No ID number is ever read or kept, and
nothing of a roster is ever published.
"""
