"""The rules about people (content/rules: regions, isolation, health): who must stay in
after coming from elsewhere and for how long, and what a temperature means.

What the rule files say decides; what they do not say is "ask an officer", never
"clear". Knows no person and no table.
"""
