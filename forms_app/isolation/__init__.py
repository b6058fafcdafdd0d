"""Who must stay in after coming from elsewhere, for how long, and how they are, twice a day (C9-C11, C15, H6).

Used by grid workers and office staff. What the rule files say decides; what they do not say is "ask an officer", never
"clear". Never publishes anything: the rule is public, the people are not.
"""
