"""给单位的建议: boxed lunches, staggered meals, fewer people at a time;
suggested, accepted, done.

By grid workers and the office, in ready-made words (content/rules/suggestions.toml) or
their own; the enterprise sees it on its page, accepts it and says when it is done. It
is advice: nothing about a permission follows from it. Never public.
"""
